package org.spikelink.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.Tally;
import org.spikelink.trainer.run.CrossValidation;

/**
 * An accuracy in the first table of a report.
 *
 * @param of what was measured: "test set", "cross-validation"
 * @param method that was measured: the model itself, or a baseline
 * @param accuracy 0..1
 * @param samplingError its binomial standard error
 * @param spread standard error over seeds or folds; NaN for one training
 * @param number of recordings or labelled steps
 */
public record ReportResult(
        String of,
        String method,
        double accuracy,
        double samplingError,
        double spread,
        long number) {
    /** The method of the trained networks. */
    public static final String NETWORK = "spiking network";

    /** The name of the test set in results. */
    public static final String TEST = "test set";

    /** The finished model on a set. */
    public static ReportResult of(String set, ConfusionMatrix found) {
        return of(set, NETWORK, found.tally());
    }

    /** One measurement. */
    public static ReportResult of(String set, String method, Tally tally) {
        return new ReportResult(
                set, method, tally.accuracy(), tally.samplingError(), Double.NaN, tally.total());
    }

    /** Several trainings. */
    public static ReportResult of(String what, String method, CrossValidation found) {
        long[] seeds = found.seeds();
        long total =
                found.results().stream().mapToLong(result -> result.found().total()).sum()
                        / seeds.length;
        return new ReportResult(
                what, method, found.mean(), found.samplingError(), found.standardError(), total);
    }

    /** A line for each set on which a network is worse than another method. */
    public static List<String> losses(List<ReportResult> results) {
        List<String> lines = new ArrayList<>();
        for (ReportResult other : results) {
            results.stream()
                    .filter(r -> r.method().equals(NETWORK) && r.of().equals(other.of()))
                    .filter(network -> network.accuracy() < other.accuracy())
                    .forEach(network -> lines.add(loss(network, other)));
        }
        return lines;
    }

    private static String loss(ReportResult network, ReportResult other) {
        double points = 100 * (other.accuracy() - network.accuracy());
        boolean small = points < 100 * network.samplingError();
        return String.format(
                Locale.ROOT,
                "the %s loses to %s by %.1f points (%s)%s",
                NETWORK,
                other.method(),
                points,
                network.of(),
                small ? ", less than the sampling error" : "");
    }
}
