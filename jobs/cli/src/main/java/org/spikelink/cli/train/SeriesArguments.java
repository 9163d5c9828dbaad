package org.spikelink.cli.train;

import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.Missing;
import org.spikelink.core.model.Pooling;
import org.spikelink.trainer.data.NormalizationKind;
import org.spikelink.trainer.experiment.SeriesOptions;
import picocli.CommandLine.Option;

/** Options for the input of sample networks. */
final class SeriesArguments {
    @Option(
            names = "--period-us",
            defaultValue = "10000",
            description = "sensor time between two samples (default: ${DEFAULT-VALUE})")
    private long periodUs;

    @Option(
            names = "--pool",
            defaultValue = "1",
            paramLabel = "N",
            description = "consecutive samples pooled into one (default: ${DEFAULT-VALUE})")
    private int pool;

    @Option(
            names = "--pool-by",
            defaultValue = "mean",
            paramLabel = "mean|sum",
            description = "how samples are pooled (default: ${DEFAULT-VALUE})")
    private Pooling.By poolBy;

    @Option(
            names = "--normalize",
            defaultValue = "none",
            paramLabel = "none|standard|min_max",
            description =
                    "how each channel is normalized, fitted to the training set: standard to mean 0 and standard deviation"
                            + " 1, min_max to 0..1 (default: ${DEFAULT-VALUE})")
    private NormalizationKind normalize;

    @Option(
            names = "--encoder",
            defaultValue = "direct",
            paramLabel = "KIND[:NAME=N,...]",
            description =
                    "how a sample becomes inputs: direct; delta (threshold, padding, off_spike); step_forward (threshold);"
                            + " moving_window (window, threshold); integrate_and_fire (steps, threshold, beta, off_spike);"
                            + " latency (steps, threshold, tau, linear, normalize, clip, max_time); rate (steps, gain,"
                            + " offset, seed) (default: ${DEFAULT-VALUE})")
    private String encoder;

    @Option(
            names = "--missing",
            defaultValue = "reject",
            paramLabel = "reject|hold|interpolate",
            description =
                    "what is done about missing values (NaN): an error, the value before, or a straight line to the next value"
                            + " (default: ${DEFAULT-VALUE})")
    private Missing missing;

    /** The options in the form that the trainer uses. */
    SeriesOptions options() {
        return new SeriesOptions(
                periodUs, new Pooling(pool, poolBy), normalize, encoderSpec(), missing);
    }

    private EncoderSpec encoderSpec() {
        NamedNumbers given = NamedNumbers.parse("encoder", encoder);
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
                    case "moving_window" ->
                            new EncoderSpec.MovingWindow(
                                    given.takeWhole("window", 10), given.take("threshold", 0.1));
                    case "integrate_and_fire" ->
                            new EncoderSpec.IntegrateAndFire(
                                    given.takeWhole("steps", 1),
                                    given.take("threshold", 1),
                                    given.take("beta", 1),
                                    given.takeFlag("off_spike", false));
                    case "latency" -> latency(given);
                    case "rate" ->
                            new EncoderSpec.Rate(
                                    given.takeWhole("steps", 1),
                                    given.take("gain", 1),
                                    given.take("offset", 0),
                                    given.takeWhole("seed", 0));
                    default ->
                            throw new IllegalArgumentException(
                                    "encoder must be direct, delta, step_forward, moving_window, integrate_and_fire, latency or rate (got '%s')"
                                            .formatted(given.kind()));
                };
        given.close("encoder");
        return spec;
    }

    private static EncoderSpec latency(NamedNumbers given) {
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
