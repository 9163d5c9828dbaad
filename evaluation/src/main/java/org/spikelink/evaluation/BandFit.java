package org.spikelink.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.model.Band;
import org.spikelink.core.model.Bands;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.stepper.ModelActivity;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamStepper;

/**
 * The bands of a model, from recordings that it was not trained on, counted by the code that counts in the job.
 *
 * <p>A recording has one class as a rule, and its shares are 0 and 1: the shares of classes are those of {@value #DRAWN}
 * recordings drawn at random, {@value #DRAWS} times. All other values are those of single recordings. A band reaches from
 * the 1st to the 99th percentile of them, and at least {@value #AROUND} of the median to both sides. The same recordings give the same bands.
 */
public final class BandFit {
    /** With fewer recordings, a percentile says nothing. */
    public static final int LEAST_RECORDINGS = 10;

    private static final double LOWEST = 0.01;
    private static final double AROUND = 0.05;
    private static final int DRAWS = 1_000;
    private static final int DRAWN = 30;

    private static final long SEED = 1;

    /** A class that no one of n recordings has may have a share of 3 / n (95 % confidence). */
    private static final double RULE_OF_THREE = 3;

    private final List<ModelActivity> activities; // of recordings with steps

    private BandFit(List<ModelActivity> activities) {
        this.activities = activities;
    }

    /** The bands of a model; empty if fewer than {@value #LEAST_RECORDINGS} recordings have a decided window. */
    public static Optional<Bands> of(Model model, List<Recording> recordings) {
        StreamStepper stepper =
                new StreamStepper(
                        model,
                        StepperOptions.DEFAULTS.with(StepperOptions.Spikes.NONE),
                        StepObserver.NONE);
        OfflineStream stream =
                new OfflineStream(
                        stepper,
                        PlayOptions.of(model.document().input(), CutOptions.DEFAULT_BATCH_US));
        List<ModelActivity> activities = new ArrayList<>();
        ModelActivity before = ModelActivity.of(stepper.counters().models().get(0));
        for (Recording recording : recordings) {
            stream.run(recording, out -> {});
            ModelActivity now = ModelActivity.of(stepper.counters().models().get(0));
            ModelActivity done = now.since(before);
            if (done.windows() > 0) {
                activities.add(done);
            }
            before = now;
        }
        return activities.size() < LEAST_RECORDINGS
                ? Optional.empty()
                : Optional.of(new BandFit(activities).bands(model.document()));
    }

    private Bands bands(ModelDocument model) {
        List<Bands.LayerBands> layers = new ArrayList<>();
        for (int n = 0; n < model.layers().size(); n++) {
            int layer = n;
            layers.add(
                    new Bands.LayerBands(
                            model.layers().get(n).spikes()
                                    ? band(activity -> activity.firingRate(layer))
                                    : null,
                            band(activity -> activity.activeInputs(layer))));
        }
        int classes = model.labels().size();
        return new Bands(
                activities.size(),
                layers,
                band(ModelActivity::confidence),
                classes > Bands.MOST_CLASSES ? List.of() : shares(classes));
    }

    private Band band(ToDoubleFunction<ModelActivity> value) {
        double[] values = activities.stream().mapToDouble(value).sorted().toArray();
        double median = percentile(values, 0.5);
        return new Band(
                Math.min(percentile(values, LOWEST), (1 - AROUND) * median),
                Math.min(1, Math.max(percentile(values, 1 - LOWEST), (1 + AROUND) * median)));
    }

    private List<Band> shares(int classes) {
        double[][] sums = new double[classes][DRAWS];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int n = 0; n < DRAWN; n++) {
                ModelActivity drawn = activities.get(random.nextInt(activities.size()));
                for (int c = 0; c < classes; c++) {
                    sums[c][draw] += drawn.share(c);
                }
            }
        }
        double unseen = Math.min(1, RULE_OF_THREE / activities.size());
        List<Band> shares = new ArrayList<>();
        for (double[] sum : sums) {
            Arrays.sort(sum);
            shares.add(
                    new Band(
                            Math.min(percentile(sum, LOWEST) / DRAWN, 1 - unseen),
                            Math.min(1, Math.max(percentile(sum, 1 - LOWEST) / DRAWN, unseen))));
        }
        return shares;
    }

    /** Linear between the two values around it. */
    private static double percentile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
