package org.spikelink.trainer.layer;

import java.util.List;
import java.util.Optional;
import org.spikelink.core.layer.Image;

/** A layer without state. Adjacent ones run row by row, so that only their spikes are kept, as bits: see {@link StackRun}. */
public interface RowLayer extends TrainableLayer {
    /** Shape of the inputs. */
    Image in();

    /** Shape of the outputs. */
    Image out();

    /** Whether its outputs are spikes, 0 or 1. */
    boolean spikes();

    RowStep newStep();

    @Override
    default Optional<RowLayer> rowLayer() {
        return Optional.of(this);
    }

    @Override
    default LayerRun newRun() {
        return new StackRun(List.of(this));
    }

    /** What compares membrane potentials with thresholds, if the layer does nothing else. */
    default Optional<SpikeGate> gate() {
        return Optional.empty();
    }

    /** This layer and a following one that only compares, as one step. Empty if there is no such step. */
    default Optional<RowStep> fusedWith(SpikeGate gate) {
        return Optional.empty();
    }
}
