package org.spikelink.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.MetricGroup;
import org.spikelink.core.model.Band;
import org.spikelink.core.model.Bands;
import org.spikelink.core.stepper.ModelActivity;
import org.spikelink.core.stepper.ModelCounters;

/**
 * Compares what one model does with its bands. Each span of time ends once it is long enough and has enough data: steps for
 * the bands of layers, windows for those of confidence and classes.
 */
final class ModelDrift {
    static final long LEAST_STEPS = 1_000;
    static final long LEAST_WINDOWS = 100;

    private final ModelCounters counters;
    private final Part layers;
    private final Part decisions;

    /** The bands of a model that has some. */
    ModelDrift(MetricGroup group, ModelCounters counters, long afterNs, long nowNs) {
        this.counters = counters;
        Bands bands = counters.document().bands();
        MetricGroup ours =
                group.addGroup("model", counters.document().name())
                        .addGroup("version", counters.document().version());
        ModelActivity start = ModelActivity.of(counters);
        layers = new Part(LEAST_STEPS, ModelActivity::steps, afterNs, start, nowNs);
        decisions = new Part(LEAST_WINDOWS, ModelActivity::windows, afterNs, start, nowNs);
        for (int n = 0; n < bands.layers().size(); n++) {
            int layer = n;
            String name = "layers." + n + ".";
            layers.add(
                    ours.addGroup("band", name + "firing_rate"),
                    name + "firing_rate",
                    bands.layers().get(n).firingRate(),
                    a -> a.firingRate(layer));
            layers.add(
                    ours.addGroup("band", name + "active_inputs"),
                    name + "active_inputs",
                    bands.layers().get(n).activeInputs(),
                    a -> a.activeInputs(layer));
        }
        decisions.add(
                ours.addGroup("band", "confidence"),
                "confidence",
                bands.confidence(),
                ModelActivity::confidence);
        for (int c = 0; c < bands.classShares().size(); c++) {
            int index = c;
            decisions.add(
                    ours.addGroup("band", "class_shares." + c),
                    "class_shares." + counters.document().labels().get(c),
                    bands.classShares().get(c),
                    a -> a.share(index));
        }
    }

    String model() {
        return counters.document().id();
    }

    /** Takes up what the model has done; {@code log} hears of bands that were left for long enough. */
    void check(long spanNs, long nowNs, StepLog log) {
        ModelActivity now = ModelActivity.of(counters);
        layers.check(now, spanNs, nowNs, log);
        decisions.check(now, spanNs, nowNs, log);
    }

    /** Number of bands that were left for long enough. */
    int drifted() {
        return layers.drifted() + decisions.drifted();
    }

    /** The bands of one kind of data. */
    private final class Part {
        private final List<BandWatch> watches = new ArrayList<>();
        private final List<ToDoubleFunction<ModelActivity>> values = new ArrayList<>();
        private final long least;
        private final ToLongFunction<ModelActivity> amount;
        private final long afterNs;
        private ModelActivity before;
        private long beforeNs;
        private ModelActivity latest; // when something was last done
        private long latestNs;

        Part(
                long least,
                ToLongFunction<ModelActivity> amount,
                long afterNs,
                ModelActivity start,
                long nowNs) {
            this.least = least;
            this.amount = amount;
            this.afterNs = afterNs;
            before = start;
            beforeNs = nowNs;
            latest = start;
            latestNs = nowNs;
        }

        void add(
                MetricGroup group, String title, Band band, ToDoubleFunction<ModelActivity> value) {
            if (band != null) {
                watches.add(new BandWatch(group, title, band, afterNs));
                values.add(value);
            }
        }

        void check(ModelActivity now, long spanNs, long nowNs, StepLog log) {
            if (amount.applyAsLong(now) != amount.applyAsLong(latest)) {
                latest = now;
                latestNs = nowNs;
            } else if (nowNs - latestNs >= afterNs) {
                watches.forEach(BandWatch::forget);
                begin(now, nowNs);
                return;
            }
            ModelActivity done = now.since(before);
            if (nowNs - beforeNs < spanNs || amount.applyAsLong(done) < least) {
                return;
            }
            for (int n = 0; n < watches.size(); n++) {
                BandWatch watch = watches.get(n);
                switch (watch.update(values.get(n).applyAsDouble(done), nowNs - beforeNs)) {
                    case DRIFTED -> log.drifted(model(), watch);
                    case RETURNED -> log.returned(model(), watch);
                    case NONE -> {}
                }
            }
            begin(now, nowNs);
        }

        private void begin(ModelActivity now, long nowNs) {
            before = now;
            beforeNs = nowNs;
        }

        int drifted() {
            return (int) watches.stream().filter(BandWatch::hasDrifted).count();
        }
    }
}
