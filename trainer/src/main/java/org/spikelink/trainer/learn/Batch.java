package org.spikelink.trainer.learn;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.layer.RowStatistics;
import org.spikelink.trainer.loss.LossWeights;
import org.spikelink.trainer.loss.Losses;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.network.Footprint;
import org.spikelink.trainer.network.TrainableNetwork;

/**
 * A batch, always cut into 8 shards by position. Each shard runs on one thread with its own buffers, and sums over
 * shards are computed in their order, so that results do not depend on the number of threads.
 */
final class Batch implements AutoCloseable {
    static final int SHARDS = Footprint.SHARDS;

    private final TrainableNetwork network;
    private final Losses losses;
    private final Regularization regularization;
    private final Workers workers;
    private final List<Shard> shards = new ArrayList<>();
    private final SpikeCosts costs;
    private List<LabelledSequence> sequences = List.of();

    Batch(TrainableNetwork network, Losses losses, Regularization regularization, Workers workers) {
        this.network = network;
        this.losses = losses;
        this.regularization = regularization;
        this.workers = workers;
        for (int n = 0; n < SHARDS; n++) {
            shards.add(new Shard(network, losses));
        }
        costs = new SpikeCosts(network, regularization);
    }

    static Losses losses(ModelDocument document, LearningOptions options) {
        int classes = document.labels().size();
        int population = document.readout().population();
        boolean spikes = document.layers().get(document.layers().size() - 1).spikes();
        return new Losses(
                options.losses(),
                options.classWeights(),
                options.labelSmoothing(),
                classes,
                population,
                spikes);
    }

    void sequences(List<LabelledSequence> batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException(
                    "a batch must hold at least one sequence (got none)");
        }
        batch.forEach(this::check);
        sequences = List.copyOf(batch);
        for (int n = 0; n < SHARDS; n++) {
            shards.get(n)
                    .sequences(
                            batch.subList(
                                    n * batch.size() / SHARDS, (n + 1) * batch.size() / SHARDS));
        }
        costs.start();
    }

    private void check(LabelledSequence s) {
        if (s.steps() == 0) {
            throw new IllegalArgumentException(
                    s.name() + ": a sequence must have at least one step (got 0)");
        }
        losses.check(s);
        for (int index : s.indices()) {
            if (index < 0 || index >= network.inputs()) {
                throw new IllegalArgumentException(
                        "%s: active inputs must be 0..%d (got %d)"
                                .formatted(s.name(), network.inputs() - 1, index));
            }
        }
    }

    int longest() {
        return sequences.stream().mapToInt(LabelledSequence::steps).max().orElse(0);
    }

    /**
     * Forward pass and, where {@code learns}, backward pass of the steps {@code from..to} of all sequences.
     *
     * @param whole whether the chunk's loss is part of a loss over whole sequences
     * @param dropDraw key of the dropout, the same for all chunks of the sequences
     * @param draw key of the random values of the backward pass
     * @return the loss
     */
    double run(
            int from,
            int to,
            boolean whole,
            double dropout,
            long dropDraw,
            long draw,
            boolean learns) {
        LossWeights chunk = LossWeights.ZERO;
        for (Shard shard : shards) {
            chunk = chunk.plus(shard.chunk(from, to));
        }
        checkMemory(learns);
        LossWeights divisors = whole ? wholeWeights() : chunk;
        int sections = 1;
        for (Shard shard : shards) {
            sections = Math.max(sections, shard.begin(learns));
        }
        if (regularization.band() > 0 || sections > 1) {
            inSections(sections, new Pass(dropout, dropDraw, draw, divisors, whole), learns);
        } else {
            Pass pass = new Pass(dropout, dropDraw, draw, divisors, whole);
            workers.run(
                    SHARDS,
                    n -> {
                        forward(n, 0, pass);
                        if (learns) {
                            backward(n, 0, draw);
                        }
                    });
            costs.measure(shards);
        }
        double loss = costs.loss();
        for (Shard shard : shards) {
            loss += shard.loss();
        }
        return loss;
    }

    private void checkMemory(boolean learns) {
        long steps = shards.stream().mapToLong(Shard::steps).sum();
        Footprint.check(network.document(), steps, learns, Runtime.getRuntime().maxMemory());
    }

    /** What the passes of a chunk need. */
    private record Pass(
            double dropout, long dropDraw, long draw, LossWeights divisors, boolean whole) {}

    /** All shards end a section before any begins the next. */
    private void inSections(int sections, Pass pass, boolean learns) {
        for (int section = 0; section < sections; section++) {
            int number = section;
            workers.run(SHARDS, n -> forward(n, number, pass));
            if (section < sections - 1) {
                join(section, false);
            }
        }
        costs.measure(shards);
        for (int section = 0; learns && section < sections; section++) {
            int number = section;
            workers.run(SHARDS, n -> backward(n, number, pass.draw()));
            if (section < sections - 1) {
                join(section, true);
            }
        }
    }

    /** Adds up the statistics of the shards, in their order. */
    private void join(int section, boolean backward) {
        double[] all = null;
        RowStatistics any = null;
        for (Shard shard : shards) {
            if (shard.isActive()) {
                any = shard.run().statistics(section, backward);
                double[] sums = any.sums(backward);
                all = all == null ? new double[sums.length] : all;
                for (int n = 0; n < sums.length; n++) {
                    all[n] += sums[n];
                }
            }
        }
        if (any != null) {
            any.join(all, backward);
        }
    }

    private void forward(int shard, int section, Pass pass) {
        shards.get(shard)
                .forward(
                        section,
                        pass.dropout(),
                        pass.dropDraw() + shard,
                        pass.divisors(),
                        pass.whole());
    }

    private void backward(int shard, int section, long draw) {
        shards.get(shard).backward(section, costs.perSpike(), draw + shard);
    }

    private LossWeights wholeWeights() {
        LossWeights weights = LossWeights.ZERO;
        for (LabelledSequence s : sequences) {
            weights = weights.plus(losses.weights(s, 0, s.steps()));
        }
        return weights;
    }

    void carry() {
        shards.forEach(Shard::carry);
    }

    List<Shard> shards() {
        return shards;
    }

    /** Since the last call of {@link #sequences}. */
    SpikeCosts spikes() {
        return costs;
    }

    @Override
    public void close() {
        shards.forEach(Shard::close);
    }
}
