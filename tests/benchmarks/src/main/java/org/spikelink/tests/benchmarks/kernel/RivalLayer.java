package org.spikelink.tests.benchmarks.kernel;

import org.spikelink.core.frame.FrameGroup;

/**
 * The same layer in another library: same weights, same inputs, states of all groups of streams kept between steps.
 */
interface RivalLayer extends AutoCloseable {

    /**
     * One step of one group.
     *
     * @param group which group's states: stream b of it is row group * B + b of ours
     * @param x the group's inputs, sparse; the library may need them dense
     */
    void step(int group, FrameGroup x) throws Exception;

    /** Synaptic currents of a group [B][H]; its LSTM calls them c. */
    float[] syn(int group);

    /** Membrane potentials of a group [B][H]; its LSTM calls them h. */
    float[] mem(int group);

    @Override
    void close() throws Exception;
}
