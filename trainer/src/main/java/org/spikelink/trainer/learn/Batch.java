package org.spikelink.trainer.learn;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.loss.LossWeights;
import org.spikelink.trainer.loss.Losses;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.network.TrainableNetwork;

/**
 * A batch, always cut into 8 shards by position, each run on one thread with buffers of its own; whatever is added up
 * over shards is added up in their order. So results do not depend on the number of threads.
 */
final class Batch implements AutoCloseable {
    static final int SHARDS = 8;

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
        boolean spikes =
                document.layers().get(document.layers().size() - 1)
                        instanceof org.spikelink.core.model.LayerSpec.Slstm;
        return new Losses(options.losses(), options.classWeights(), classes, population, spikes);
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
     * @param whole whether the chunk's loss is a part of one loss over whole sequences
     * @return the loss
     */
    double run(int from, int to, boolean whole, double dropout, long draw, boolean learns) {
        LossWeights chunk = LossWeights.ZERO;
        for (Shard shard : shards) {
            chunk = chunk.plus(shard.chunk(from, to));
        }
        LossWeights divisors = whole ? wholeWeights() : chunk;
        if (regularization.band() > 0) {
            workers.run(SHARDS, n -> forward(n, dropout, draw, divisors, whole));
            costs.measure(shards);
            if (learns) {
                workers.run(SHARDS, n -> backward(n, draw));
            }
        } else {
            workers.run(
                    SHARDS,
                    n -> {
                        forward(n, dropout, draw, divisors, whole);
                        if (learns) {
                            backward(n, draw);
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

    private void forward(
            int shard, double dropout, long draw, LossWeights divisors, boolean whole) {
        shards.get(shard).forward(dropout, draw + shard, divisors, whole);
    }

    private void backward(int shard, long draw) {
        shards.get(shard).backward(costs.perSpike(), draw + shard);
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

    /** Since {@link #sequences}. */
    SpikeCosts spikes() {
        return costs;
    }

    @Override
    public void close() {
        shards.forEach(Shard::close);
    }
}
