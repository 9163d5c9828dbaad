package org.spikelink.core.stepper;

import java.util.Arrays;
import org.spikelink.core.bins.Bins;
import org.spikelink.core.filter.InputFilter;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.health.HealthMeter;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.Network;
import org.spikelink.core.readout.Readout;

/**
 * The parts that all streams of a {@link StreamStepper} share; contains no stream's state. {@code health} is null if it is not
 * measured.
 */
record StepperParts(
        ModelDocument document,
        long fingerprint,
        StepperOptions options,
        Network network,
        InputFilter filters,
        Bins bins,
        Readout readout,
        HealthMeter health,
        StepCounters counters) {

    /**
     * The parts.
     *
     * @param readsSpikes whether the spikes of all layers are read, and not just those reported
     */
    static StepperParts of(Model model, StepperOptions options, boolean readsSpikes) {
        ModelDocument document = model.document();
        InputFilter filters = InputFilter.of(document.input());
        return new StepperParts(
                document,
                model.fingerprint(),
                options,
                network(model, readsSpikes ? StepperOptions.Spikes.ALL : options.spikes()),
                filters,
                Bins.of(document.input(), options.maxGapBins()),
                new Readout(document),
                meter(document.input(), options.health()),
                new StepCounters(LayerCounters.of(document), filters.specs().size()));
    }

    private static Network network(Model model, StepperOptions.Spikes read) {
        int[] layers = SpikeRecorder.layersReported(model.document(), read);
        return new Network(model.weights(), n -> Arrays.binarySearch(layers, n) >= 0);
    }

    private static HealthMeter meter(InputSpec input, HealthLimits limits) {
        if (limits == null) {
            return null;
        }
        return input instanceof InputSpec.Events events
                ? HealthMeter.ofEvents(events.width(), events.height(), limits)
                : HealthMeter.ofSamples(limits);
    }
}
