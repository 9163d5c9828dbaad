package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/** What the first layer sees. */
public sealed interface InputSpec {

    /** Inputs of the first layer. */
    int size();

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
    }

    /**
     * Samples of a sensor, one step each, passed on as they are.
     *
     * @param channels values a sample, at least 1
     * @param periodUs between samples, µs
     */
    record Samples(int channels, long periodUs) implements InputSpec {
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
        }

        @Override
        public int size() {
            return channels;
        }
    }
}
