package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spikelink.core.layer.Image;

/** The input of the first layer. */
public sealed interface InputSpec {

    /** Inputs of the first layer. */
    int size();

    /** The shape of the inputs, if they are an image. */
    default Optional<Image> image() {
        return Optional.empty();
    }

    /** Whether an input is a spike or nothing. */
    boolean spikes();

    /** Sensor time of a step, µs; empty where a bin is a batch or a number of events. */
    OptionalDouble stepUs();

    /** What an input carries. */
    enum Value {
        /** The number of its events. */
        COUNT,
        /** 1 if there is any event. */
        BINARY,
        /** The number of its ON events less that of its OFF events; needs one polarity. */
        SIGNED,
        /**
         * exp(-(t_end - t_last) / tau) of its last event, in this bin or before it, at the end of the bin; 0 from {@value
         * Events#SURFACE_TAUS} tau on. Needs slicing by time. Lagorce et al., HOTS: a hierarchy of event-based time-surfaces
         * for pattern recognition (2017).
         */
        TIME_SURFACE
    }

    /**
     * Events of a camera. The input of an event that passes the filters is (on * h + y) * w + x with x, y divided by
     * {@code downsample} and w, h the width and height after the filters divided by it, rounded up.
     *
     * @param width of the sensor, pixels, 1..16384
     * @param height of the sensor, pixels, 1..16384
     * @param polarities 2, or 1 where ON and OFF share an input
     * @param downsample side of the square of pixels that share an input, at least 1
     * @param value what an input carries
     * @param slicing how events are cut into bins
     * @param filters of the events, in their order, at most {@value #MAX_FILTERS}
     * @param tauUs time constant of a time surface, 1..{@value #MAX_TAU_US} µs; 0 for other values
     */
    record Events(
            int width,
            int height,
            int polarities,
            int downsample,
            Value value,
            Slicing slicing,
            List<FilterSpec> filters,
            long tauUs)
            implements InputSpec {
        private static final int MAX_SIDE = 1 << 14;

        /** Time constants after which an event is forgotten: a value of exp(-5) = 0.0067. */
        public static final int SURFACE_TAUS = 5;

        /** The longest time constant of a time surface, µs. */
        public static final long MAX_TAU_US = 200_000_000;

        /** Most filters of an input. */
        public static final int MAX_FILTERS = 16;

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
            require(
                    value != Value.SIGNED || polarities == 1,
                    "input.value signed needs input.polarities 1 (got %d)",
                    polarities);
            checkSurface(value, slicing, tauUs);
            require(
                    filters.size() <= MAX_FILTERS,
                    "input.filters must be at most %d (got %d)",
                    MAX_FILTERS,
                    filters.size());
            filters = List.copyOf(filters);
            filteredWidth(width, filters);
            filteredHeight(height, filters);
        }

        /** Events whose inputs are no time surface. */
        public Events(
                int width,
                int height,
                int polarities,
                int downsample,
                Value value,
                Slicing slicing,
                List<FilterSpec> filters) {
            this(width, height, polarities, downsample, value, slicing, filters, 0);
        }

        private static void checkSurface(Value value, Slicing slicing, long tauUs) {
            if (value != Value.TIME_SURFACE) {
                require(tauUs == 0, "input.tau_us needs input.value time_surface (got %d)", tauUs);
                return;
            }
            require(
                    tauUs >= 1 && tauUs <= MAX_TAU_US,
                    "input.tau_us must be 1..%d for input.value time_surface (got %d)",
                    MAX_TAU_US,
                    tauUs);
            require(
                    slicing instanceof Slicing.Time,
                    "input.value time_surface needs input.slicing time");
        }

        /** Events without filters. */
        public Events(
                int width,
                int height,
                int polarities,
                int downsample,
                Value value,
                Slicing slicing) {
            this(width, height, polarities, downsample, value, slicing, List.of());
        }

        /** Width of the image that the filters pass on, pixels. */
        public int filteredWidth() {
            return filteredWidth(width, filters);
        }

        /** Height of the image that the filters pass on, pixels. */
        public int filteredHeight() {
            return filteredHeight(height, filters);
        }

        private static int filteredWidth(int width, List<FilterSpec> filters) {
            int w = width;
            for (FilterSpec filter : filters) {
                w = filter.width(w);
            }
            return w;
        }

        private static int filteredHeight(int height, List<FilterSpec> filters) {
            int h = height;
            for (FilterSpec filter : filters) {
                h = filter.height(h);
            }
            return h;
        }

        /** Inputs per row. */
        public int columns() {
            return (filteredWidth() + downsample - 1) / downsample;
        }

        /** Rows of inputs per polarity. */
        public int rows() {
            return (filteredHeight() + downsample - 1) / downsample;
        }

        @Override
        public int size() {
            return polarities * rows() * columns();
        }

        @Override
        public Optional<Image> image() {
            return Optional.of(new Image(polarities, rows(), columns()));
        }

        @Override
        public boolean spikes() {
            return value == Value.BINARY;
        }

        @Override
        public OptionalDouble stepUs() {
            return slicing instanceof Slicing.Time time
                    ? OptionalDouble.of(time.binUs())
                    : OptionalDouble.empty();
        }
    }

    /**
     * Samples of a sensor with a fixed period: pooled, normalized, then encoded.
     *
     * @param channels C, values per sample, at least 1
     * @param periodUs time between samples, µs
     * @param pooling how many samples become one
     * @param normalization of pooled values
     * @param encoder how a pooled and normalized sample becomes inputs
     * @param missing what is done about missing values, before samples are pooled
     */
    record Samples(
            int channels,
            long periodUs,
            Pooling pooling,
            Normalization normalization,
            EncoderSpec encoder,
            Missing missing)
            implements InputSpec {
        private static final int MAX_REMEMBERED = 1 << 20;

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
                    !(encoder instanceof EncoderSpec.MovingWindow moving)
                            || (long) moving.window() * channels <= MAX_REMEMBERED,
                    "input.encoder.window times input.channels must be at most %d (got %d channels)",
                    MAX_REMEMBERED,
                    channels);
            require(
                    normalization.isNone() || normalization.offset().size() == channels,
                    "input.normalization must have %d channels (got %d)",
                    channels,
                    normalization.offset().size());
        }

        /** Samples without missing values. */
        public Samples(
                int channels,
                long periodUs,
                Pooling pooling,
                Normalization normalization,
                EncoderSpec encoder) {
            this(channels, periodUs, pooling, normalization, encoder, Missing.REJECT);
        }

        /** One step per sample, passed on unchanged. */
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

        @Override
        public OptionalDouble stepUs() {
            return OptionalDouble.of((double) periodUs * pooling.samples() / encoder.steps());
        }

        /** The first sample that belongs to step {@code t}, in a session without missing samples. */
        public long firstSample(long t) {
            return t / encoder.steps() * pooling.samples();
        }

        /** The same input with another normalization. */
        public Samples with(Normalization other) {
            return new Samples(channels, periodUs, pooling, other, encoder, missing);
        }
    }
}
