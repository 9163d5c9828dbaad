package org.spikelink.core.stepper;

import org.spikelink.core.frame.Bins;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.Network;
import org.spikelink.core.readout.Readout;

/** What all streams of a {@link StreamStepper} share; none of it is a stream's state. */
record StepperParts(
        ModelDocument document,
        long fingerprint,
        StepperOptions options,
        Network network,
        Bins bins,
        Readout readout,
        StepCounters counters) {

    static StepperParts of(Model model, StepperOptions options) {
        ModelDocument document = model.document();
        return new StepperParts(
                document,
                model.fingerprint(),
                options,
                new Network(model),
                Bins.of(document.input(), options.maxGapBins()),
                new Readout(document),
                new StepCounters(LayerCounters.of(document)));
    }
}
