package org.spikelink.core.stepper;

import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;

/** A stored state that does not fit the model that it names: it is damaged, or not a state of this job. */
public final class StateException extends SpikelinkException {
    private static final long serialVersionUID = 1L;

    StateException(String stream, String model, String misfit) {
        super(
                "the state of stream %s does not fit model %s: %s"
                        .formatted(Printable.of(stream), Printable.of(model), misfit));
    }
}
