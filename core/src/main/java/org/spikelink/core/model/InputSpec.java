package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/** What the first layer sees. */
public sealed interface InputSpec {

    /** Inputs of the first layer. */
    int size();

    /** Whether an input is a spike or nothing. */
    boolean spikes();

    /** How many events fall on an input, or whether any did. */
    enum Value {
        COUNT,
        BINARY
    }

    /**
     * Events of a camera. The input of an event is (on * h + y) * w + x with x, y divided by {@code downsample} and w, h
     * the sensor's width and height divided by it, rounded up.
     *
     * @param width of the sensor, pixels, 1..16384
     * @param height of the sensor, pixels, 1..16384
     * @param polarities 2, or 1 where ON and OFF share an input
     * @param downsample pixels a side that share an input, at least 1
     * @param value what an input carries
     * @param slicing how events are cut into bins
     */
    record Events(
            int width, int height, int polarities, int downsample, Value value, Slicing slicing)
            implements InputSpec {
        private static final int MAX_SIDE = 1 << 14;

        public Events {
            require(
                    width >= 1 && width <= MAX_SIDE,
                    "input.width must be 1..%d (got %d)",
                    MAX_SIDE,
                    width);
            require(
                    height >= 1 && height <= MAX_SIDE,
                    "input.height must be 1..%d (got %d)",
                    MAX_SIDE,
                    height);
            require(
                    polarities == 1 || polarities == 2,
                    "input.polarities must be 1 or 2 (got %d)",
                    polarities);
            require(
                    downsample >= 1 && downsample <= MAX_SIDE,
                    "input.downsample must be 1..%d (got %d)",
                    MAX_SIDE,
                    downsample);
        }

        /** Inputs a row. */
        public int columns() {
            return (width + downsample - 1) / downsample;
        }

        /** Rows of inputs a polarity. */
        public int rows() {
            return (height + downsample - 1) / downsample;
        }

        @Override
        public int size() {
            return polarities * rows() * columns();
        }

        @Override
        public boolean spikes() {
            return value == Value.BINARY;
        }
    }

    /**
     * Samples of a sensor with a fixed period: pooled, normalized, then encoded.
     *
     * @param channels C, values a sample, at least 1
     * @param periodUs between samples, µs
     * @param pooling how many samples become one
     * @param normalization of pooled values
     * @param encoder how a pooled and normalized sample becomes inputs
     */
    record Samples(
            int channels,
            long periodUs,
            Pooling pooling,
            Normalization normalization,
            EncoderSpec encoder)
            implements InputSpec {
        public Samples {
            require(
                    channels >= 1 && channels <= 1 << 20,
                    "input.channels must be 1..1048576 (got %d)",
                    channels);
            require(
                    periodUs >= 1 && periodUs <= Slicing.MAX_BIN_US,
                    "input.period_us must be 1..%d (got %d)",
                    Slicing.MAX_BIN_US,
                    periodUs);
            require(
                    periodUs * pooling.samples() <= Slicing.MAX_BIN_US,
                    "input.period_us times input.pooling.samples must be at most %d (got %d times %d)",
                    Slicing.MAX_BIN_US,
                    periodUs,
                    pooling.samples());
            require(
                    normalization.isNone() || normalization.offset().size() == channels,
                    "input.normalization must be of %d channels (got %d)",
                    channels,
                    normalization.offset().size());
        }

        /** One step a sample, passed on as it is. */
        public Samples(int channels, long periodUs) {
            this(channels, periodUs, Pooling.NONE, Normalization.NONE, new EncoderSpec.Direct());
        }

        @Override
        public int size() {
            return channels;
        }

        @Override
        public boolean spikes() {
            return encoder.spikes();
        }

        /** Of a session without missing samples: the first one that step {@code t} is made of. */
        public long firstSample(long t) {
            return t / encoder.steps() * pooling.samples();
        }

        /** The same input with values normalized otherwise. */
        public Samples with(Normalization other) {
            return new Samples(channels, periodUs, pooling, other, encoder);
        }
    }
}
