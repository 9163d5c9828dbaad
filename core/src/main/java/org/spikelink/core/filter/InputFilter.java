package org.spikelink.core.filter;

import java.util.List;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Missing;
import org.spikelink.core.record.SensorBatch;

/**
 * What is done to a sensor's batches before they are cut into bins. The result depends on a stream's measurements and their
 * order alone, not on how they are cut into batches. Serves any number of streams, on one thread: {@link FilterState}
 * has all that is kept of a stream. A batch must have been checked by {@link #rejection}.
 */
public sealed interface InputFilter permits EventFilters, MissingSamples {

    /** What the input of a model asks for. */
    static InputFilter of(InputSpec input) {
        return input instanceof InputSpec.Samples samples && samples.missing() != Missing.REJECT
                ? new MissingSamples(samples)
                : EventFilters.of(input);
    }

    /** Whether there is a state to keep. */
    boolean isStateful();

    /** The filters of events, in their order; none for samples. */
    List<FilterSpec> specs();

    /** The reason a batch cannot be filtered, or null. */
    String rejection(SensorBatch batch);

    /** The reason a stored state cannot be one of this filter, or null. */
    String misfit(FilterState state);

    /** Events that rate limits have dropped of a stream since its session began. */
    default long shed(FilterState state) {
        return 0;
    }

    /**
     * Filters a batch of a stream.
     *
     * @param state of the stream; stays as it is
     */
    Filtered apply(FilterState state, SensorBatch batch);
}
