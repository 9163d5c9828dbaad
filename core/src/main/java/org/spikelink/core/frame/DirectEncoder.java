package org.spikelink.core.frame;

/** See {@link org.spikelink.core.model.EncoderSpec.Direct}. */
final class DirectEncoder extends SampleEncoder {
    @Override
    void begin(float[] sample, BinState state) {}
}
