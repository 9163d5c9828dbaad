package org.spikelink.core.encoder;

/** See {@link org.spikelink.core.model.EncoderSpec.Direct}. */
final class DirectEncoder extends SampleEncoder {
    @Override
    public void begin(float[] sample, SampleMemory memory) {}
}
