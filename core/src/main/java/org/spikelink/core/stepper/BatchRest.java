package org.spikelink.core.stepper;

import java.util.Arrays;
import org.spikelink.core.bins.BinCursor;
import org.spikelink.core.filter.FilterState;
import org.spikelink.core.filter.Filtered;
import org.spikelink.core.filter.InputFilter;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/** What is left of a batch, as the sensor sent it, when its stream goes on with a model that cuts other bins. */
final class BatchRest {
    private BatchRest() {}

    /**
     * The batch without the measurements that are in bins cut so far.
     *
     * @param before of the filters, before the batch
     * @param filtered the batch after the filters
     * @param cursor between two bins of it
     */
    static SensorBatch of(
            SensorBatch batch,
            StepperParts parts,
            FilterState before,
            Filtered filtered,
            BinCursor cursor) {
        int taken = parts.bins().taken(cursor);
        Payload payload = batch.payload();
        if (payload instanceof Samples samples) {
            return samples(
                    batch, samples, (InputSpec.Samples) parts.document().input(), filtered, taken);
        }
        PackedEvents events = (PackedEvents) payload;
        int sent =
                parts.filters().specs().isEmpty()
                        ? taken
                        : sent(parts.filters(), before, batch, events, taken);
        int bytes = sent * PackedEvents.BYTES_PER_EVENT;
        return batch.with(
                new PackedEvents(events.bytes(), events.offset() + bytes, events.length() - bytes));
    }

    /** The least number of events of which the filters let {@code taken} pass: what they do depends on the past alone. */
    private static int sent(
            InputFilter filters,
            FilterState before,
            SensorBatch batch,
            PackedEvents events,
            int taken) {
        int low = taken;
        int high = events.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            PackedEvents head =
                    new PackedEvents(
                            events.bytes(), events.offset(), middle * PackedEvents.BYTES_PER_EVENT);
            if (filters.apply(before, batch.with(head)).batch().measurements() < taken) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Samples keep their times; those that a filter holds back from an earlier batch are not in this one. */
    private static SensorBatch samples(
            SensorBatch batch,
            Samples samples,
            InputSpec.Samples spec,
            Filtered filtered,
            int taken) {
        long periodUs = spec.periodUs();
        long nextUs = filtered.batch().startUs() + taken * periodUs;
        long ahead = Math.floorDiv(nextUs - batch.startUs() + periodUs / 2, periodUs);
        int count = samples.values().length / samples.channels();
        int sent = (int) Math.max(0, Math.min(count, ahead));
        float[] left =
                Arrays.copyOfRange(
                        samples.values(), sent * samples.channels(), samples.values().length);
        return new SensorBatch(
                batch.stream(),
                batch.session(),
                batch.sequence(),
                batch.startUs() + sent * periodUs,
                batch.untilUs(),
                batch.end(),
                new Samples(left, samples.channels()),
                batch.origin(),
                batch.value(),
                batch.shedEvents());
    }

    /** Whether there is nothing left for a model to step: it takes each batch as a bin, and this one has been taken. */
    static boolean isOver(SensorBatch rest, InputSpec input) {
        return rest.measurements() == 0
                && input instanceof InputSpec.Events events
                && events.slicing() instanceof Slicing.Batch;
    }
}
