package org.spikelink.cli.train;

import java.nio.file.Path;
import java.util.List;
import org.spikelink.trainer.experiment.BaselineChoice;
import org.spikelink.trainer.experiment.RunOptions;
import picocli.CommandLine.Option;

/** Options for the number of trainings and for the output files. */
final class RunArguments {
    /** A batch is cut into this many shards, so more threads would be idle. */
    private static final int MOST_THREADS = 8;

    @Option(names = "--out", paramLabel = "M.safetensors", description = "model file to write")
    private Path out;

    @Option(
            names = "--name",
            description = "name of the model (default: that of the file, without its suffix)")
    private String name;

    @Option(
            names = "--model-version",
            paramLabel = "VERSION",
            defaultValue = "1",
            description = "version of the model (default: ${DEFAULT-VALUE})")
    private String modelVersion;

    @Option(
            names = "--validation",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description =
                    "share of each class in the validation set, which chooses the best epoch; 0 for no validation set: the"
                            + " last epoch is kept (default: ${DEFAULT-VALUE})")
    private double validation;

    @Option(
            names = "--folds",
            defaultValue = "0",
            paramLabel = "K",
            description =
                    "measure by K-fold cross-validation first, then train on all recordings (default: no"
                            + " cross-validation)")
    private int folds;

    @Option(
            names = "--seeds",
            defaultValue = "1",
            paramLabel = "N",
            description = "measure with N seeds, from --seed on (default: ${DEFAULT-VALUE})")
    private int seeds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description =
                    "seed of initial weights, order, splits and augmentation (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--baseline",
            arity = "0..1",
            defaultValue = "none",
            fallbackValue = "beside",
            paramLabel = "none|beside|only",
            description =
                    "measure a classifier without neurons on the same folds and test recordings: kernel ridge regression on"
                            + " counts in bins; only: train no network (default: ${DEFAULT-VALUE}; beside without a"
                            + " value)")
    private BaselineChoice baseline;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "threads; the model is the same with any number (default: number of processors, at most 8)")
    private Integer threads;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "folder for report.html and its plots")
    private Path report;

    @Option(
            names = "--choose",
            paramLabel = "NAME=V|V...",
            description =
                    "choose among values of an option, for example 'lr=0.001|0.003', by cross-validation within the training"
                            + " recordings of each fold, and of the model; several are combined")
    private List<String> choose;

    @Option(
            names = "--diagnose",
            arity = "0..1",
            description =
                    "look for reasons why the network may not learn, and print them with the options that mend them,"
                            + " instead of training")
    private boolean diagnose;

    @Option(
            names = "--lr-find",
            arity = "0..1",
            description = "run a learning rate range test instead of training")
    private boolean findRate;

    /** The options in the form that the trainer uses. */
    RunOptions options() {
        return new RunOptions(
                out,
                modelName(),
                modelVersion,
                validation,
                folds,
                seeds,
                report,
                baseline,
                choose == null ? List.of() : choose,
                diagnose,
                findRate);
    }

    private String modelName() {
        return name != null || out == null
                ? name
                : out.getFileName().toString().replaceFirst("\\.safetensors$", "");
    }

    long seed() {
        return seed;
    }

    int threads() {
        return threads == null
                ? Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors())
                : threads;
    }
}
