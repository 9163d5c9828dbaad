package org.spikelink.jobs.train;

import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.NormalizationKind;
import picocli.CommandLine.Option;

/** Options that say what the network sees of samples. */
public final class SeriesArguments {
    @Option(
            names = "--period-us",
            defaultValue = "10000",
            description = "sensor time between two samples (default: ${DEFAULT-VALUE})")
    private long periodUs;

    @Option(
            names = "--pool",
            defaultValue = "1",
            paramLabel = "N",
            description = "samples that become one (default: ${DEFAULT-VALUE})")
    private int pool;

    @Option(
            names = "--pool-by",
            defaultValue = "mean",
            paramLabel = "mean|sum",
            description = "what samples that become one are (default: ${DEFAULT-VALUE})")
    private Pooling.By poolBy;

    @Option(
            names = "--normalize",
            defaultValue = "none",
            paramLabel = "none|standard|min_max",
            description =
                    "what each channel is made of, fitted to what is learned from: mean 0 and deviation 1, or 0 to 1"
                            + " (default: ${DEFAULT-VALUE})")
    private NormalizationKind normalize;

    @Option(
            names = "--encoder",
            defaultValue = "direct",
            paramLabel = "KIND[:NAME=N,...]",
            description =
                    "how a sample becomes inputs: direct; delta (threshold, padding, off_spike); step_forward (threshold);"
                            + " latency (steps, threshold, tau, linear, normalize, clip, max_time); rate (steps, gain,"
                            + " offset, seed) (default: ${DEFAULT-VALUE})")
    private String encoder;

    /** What the first layer sees of a set's samples, normalized by those at {@code learned}. */
    InputSpec input(DataSet set, int[] learned) {
        InputSpec.Samples raw =
                new InputSpec.Samples(
                        set.channels(),
                        periodUs,
                        new Pooling(pool, poolBy),
                        Normalization.NONE,
                        encoderSpec());
        return raw.with(set.normalization(normalize, raw, learned));
    }

    private EncoderSpec encoderSpec() {
        KindAndNumbers given = KindAndNumbers.parse("encoder", encoder);
        EncoderSpec spec =
                switch (given.kind()) {
                    case "direct" -> new EncoderSpec.Direct();
                    case "delta" ->
                            new EncoderSpec.Delta(
                                    given.take("threshold", 0.1),
                                    given.takeFlag("padding", false),
                                    given.takeFlag("off_spike", false));
                    case "step_forward" ->
                            new EncoderSpec.StepForward(given.take("threshold", 0.1));
                    case "latency" -> latency(given);
                    case "rate" ->
                            new EncoderSpec.Rate(
                                    given.takeWhole("steps", 1),
                                    given.take("gain", 1),
                                    given.take("offset", 0),
                                    given.takeWhole("seed", 0));
                    default ->
                            throw new IllegalArgumentException(
                                    "encoder must be direct, delta, step_forward, latency or rate (got '%s')"
                                            .formatted(given.kind()));
                };
        given.close("encoder");
        return spec;
    }

    private static EncoderSpec latency(KindAndNumbers given) {
        double threshold = given.take("threshold", 0.01);
        double tau = given.take("tau", 1);
        boolean linear = given.takeFlag("linear", false);
        double latest = linear ? tau : EncoderSpec.Latency.latest(threshold, tau);
        return new EncoderSpec.Latency(
                given.takeWhole("steps", 10),
                threshold,
                tau,
                linear,
                given.takeFlag("normalize", false),
                given.takeFlag("clip", false),
                given.take("max_time", latest));
    }
}
