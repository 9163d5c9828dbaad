package org.spikelink.core.encoder;

/** The memory of an encoder for one stream between two samples. Part of the stream's state. */
public final class SampleMemory {
    private static final float[] EMPTY = new float[0];

    /** Values, as many for each channel; what they are is the encoder's. Empty before the first sample. */
    float[] values = EMPTY;

    public SampleMemory() {}

    /** A stored memory; the array is not copied. */
    public SampleMemory(float[] values) {
        this.values = values;
    }

    /** A deep copy. */
    public SampleMemory copy() {
        return new SampleMemory(values.clone());
    }

    /** Values, as many for each channel; live, read only. */
    public float[] values() {
        return values;
    }

    /** Resets the memory to its state before the first sample. */
    public void clear() {
        values = EMPTY;
    }
}
