package org.spikelink.cli.train;

import org.spikelink.core.model.DecisionSpec;
import org.spikelink.trainer.experiment.DecisionOptions;
import picocli.CommandLine.Option;

/** Options for when the trained model answers, as {@code calibrate} has them. */
final class AnswerArguments {
    @Option(
            names = "--abstain-below",
            defaultValue = "0",
            paramLabel = "CONFIDENCE",
            description =
                    "windows with less confidence get no class, 0..1 (default: ${DEFAULT-VALUE}, for none)")
    private double abstainBelow;

    @Option(
            names = "--early-confidence",
            defaultValue = "0",
            paramLabel = "CONFIDENCE",
            description =
                    "windows end as soon as they have this confidence, above 0 and at most 1 (default: ${DEFAULT-VALUE}, for"
                            + " never)")
    private double earlyConfidence;

    @Option(
            names = "--early-steps",
            paramLabel = "N",
            description =
                    "with --early-confidence: steps in a row that must have this confidence (default: 1)")
    private Integer earlySteps;

    /** The options in the form that the trainer uses. */
    DecisionOptions with(Integer windowBins, Integer strideBins, DecisionOptions.State state) {
        if (earlySteps != null && earlyConfidence == 0) {
            throw new IllegalArgumentException(
                    "early-steps needs early-confidence (got no early-confidence)");
        }
        DecisionSpec.Early early =
                earlyConfidence == 0
                        ? null
                        : new DecisionSpec.Early(
                                earlyConfidence, earlySteps == null ? 1 : earlySteps);
        return new DecisionOptions(windowBins, strideBins, state, abstainBelow, early);
    }
}
