package org.spikelink.core.stepper;

import java.util.Arrays;
import java.util.List;
import org.spikelink.core.bins.Bins;
import org.spikelink.core.filter.InputFilter;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.health.HealthMeter;
import org.spikelink.core.layer.LayerSpec;
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
        String sha256,
        long fingerprint,
        StepperOptions options,
        Network network,
        InputFilter filters,
        Bins bins,
        Readout readout,
        HealthMeter health,
        ModelCounters work,
        StepCounters counters) {

    /**
     * The parts.
     *
     * @param readsSpikes whether the spikes of all layers are read, and not just those reported
     */
    static StepperParts of(Model model, StepperOptions options, boolean readsSpikes) {
        ModelDocument document = model.document();
        InputFilter filters = InputFilter.of(document.input());
        ModelCounters work = ModelCounters.of(document, model.sha256());
        return new StepperParts(
                document,
                model.sha256(),
                model.fingerprint(),
                options,
                network(model, readsSpikes ? StepperOptions.Spikes.ALL : options.spikes()),
                filters,
                Bins.of(document.input(), options.maxGapBins()),
                new Readout(document),
                meter(document.input(), options.health()),
                work,
                new StepCounters(work, filters.specs().size()));
    }

    /**
     * These parts, counting into {@code counted} and {@code all}. What cuts bins, filters and measures health is that of {@code alike}, parts
     * with an equal input, if there are any: a stream may go from one to the other within a bin.
     */
    StepperParts with(StepperParts alike, ModelCounters counted, StepCounters all) {
        StepperParts from = alike == null ? this : alike;
        return new StepperParts(
                document,
                sha256,
                fingerprint,
                options,
                network,
                from.filters,
                from.bins,
                readout,
                from.health,
                counted,
                all);
    }

    /** Whether a stream's network goes on with the state of another model. */
    boolean carriesStateOf(StepperParts other) {
        return document.carryState() && isShapedAs(other.document);
    }

    private boolean isShapedAs(ModelDocument other) {
        List<LayerSpec> ours = document.layers();
        if (ours.size() != other.layers().size()) {
            return false;
        }
        for (int n = 0; n < ours.size(); n++) {
            LayerSpec a = ours.get(n);
            LayerSpec b = other.layers().get(n);
            if (!a.type().equals(b.type())
                    || a.inputs() != b.inputs()
                    || a.outputs() != b.outputs()
                    || !a.state().equals(b.state())) {
                return false;
            }
        }
        return true;
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
