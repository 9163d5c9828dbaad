package org.spikelink.jobs.train;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that say what is trained how often, and where it goes. */
public final class RunArguments {
    @Option(names = "--out", paramLabel = "M.safetensors", description = "model file to write")
    private Path out;

    @Option(
            names = "--name",
            description = "name of the model (default: that of the file, without its suffix)")
    private String name;

    @Option(
            names = "--model-version",
            defaultValue = "1",
            description = "version of the model (default: ${DEFAULT-VALUE})")
    private String modelVersion;

    @Option(
            names = "--validation",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description =
                    "share of each class kept aside to find the best epoch, 0 to keep the last (default: ${DEFAULT-VALUE})")
    private double validation;

    @Option(
            names = "--folds",
            defaultValue = "0",
            paramLabel = "K",
            description =
                    "first measure by K-fold cross-validation, then learn from everything (default: no)")
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
            description = "of weights, order, splits and augmentation (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads, of which no bit depends (default: one a processor, at most 8)")
    private Integer threads;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "write report.html and its plots there")
    private Path report;

    @Option(
            names = "--lr-find",
            arity = "0..1",
            description = "look for a learning rate instead of training")
    private boolean findRate;

    /** The most shards that a batch is cut into. */
    private static final int MOST_THREADS = 8;

    /** Checks what does not depend on data; {@code tests} whether there are test recordings. */
    void check(boolean tests) {
        check(folds == 0 || folds >= 2, "folds must be 0, or at least 2", folds);
        check(seeds >= 1 && seeds <= 1000, "seeds must be 1..1000", seeds);
        check(seeds == 1 || folds > 0 || tests, "seeds above 1 need folds, or a test", seeds);
        check(
                validation >= 0 && validation < 1,
                "validation must be at least 0, below 1",
                validation);
        check(threads() >= 1 && threads() <= 256, "threads must be 1..256", threads());
        check(
                out != null || measures() || findRate,
                "out must name a model file, unless folds, seeds or lr-find only measure",
                "nothing");
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " (got " + value + ")");
        }
    }

    /** Where the model goes; null for nowhere. */
    public Path out() {
        return out;
    }

    String name() {
        return name != null || out == null
                ? name
                : out.getFileName().toString().replaceFirst("\\.safetensors$", "");
    }

    String modelVersion() {
        return modelVersion;
    }

    double validation() {
        return validation;
    }

    int folds() {
        return folds;
    }

    /** Whether several trainings are measured first. */
    public boolean measures() {
        return folds > 0 || seeds > 1;
    }

    int seeds() {
        return seeds;
    }

    public long seed() {
        return seed;
    }

    public int threads() {
        return threads == null
                ? Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors())
                : threads;
    }

    /** Where the report goes; null for nowhere. */
    public Path report() {
        return report;
    }

    public boolean findsRate() {
        return findRate;
    }
}
