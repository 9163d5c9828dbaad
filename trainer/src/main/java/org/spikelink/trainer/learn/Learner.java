package org.spikelink.trainer.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.network.Blas;
import org.spikelink.trainer.network.Draws;
import org.spikelink.trainer.network.NetworkOptions;
import org.spikelink.trainer.network.TrainableNetwork;
import org.spikelink.trainer.optimizer.Optimizer;

/**
 * Learns a model's weights, a minibatch at a time: forward pass, backpropagation through time, clipping, optimizer. The
 * same document, options, seed and batches give the same bits, whatever the number of threads. Of one thread, which
 * shares the work with threads of its own until {@link #close}.
 */
public final class Learner implements AutoCloseable {
    private final LearningOptions options;
    private final long seed;
    private final TrainableNetwork network;
    private final Workers workers;
    private final Batch batch;
    private final Update update;
    private final Optimizer optimizer;
    private final ReadoutFit fit; // null where all is learned by gradients
    private final Blas blas;
    private long updates;

    private Learner(TrainableNetwork network, LearningOptions options, long seed) {
        blas = Blas.open();
        this.options = options;
        this.seed = seed;
        this.network = network;
        workers = new Workers(options.threads());
        batch =
                new Batch(
                        network,
                        Batch.losses(network.document(), options),
                        options.regularization(),
                        workers);
        update = new Update(network, workers, options.clipNorm());
        fit = options.ridge() == 0 ? null : new ReadoutFit(network, options);
        optimizer = Optimizer.of(options.optimizer(), network.parameters().size());
    }

    /**
     * Starts with fresh weights.
     *
     * @param document layers with their surrogates, readout, labels
     * @param options all else that learning needs
     * @param seed of first weights, dropout and stochastic surrogates
     * @throws IllegalArgumentException if options do not fit the document
     * @throws IllegalStateException if ND4J's native libraries do not load
     */
    public static Learner create(ModelDocument document, LearningOptions options, long seed) {
        return new Learner(
                TrainableNetwork.create(document, network(options), seed), options, seed);
    }

    /**
     * Starts with the weights of a model, named as in its file; the optimizer starts anew. A threshold that is not
     * learned stays as it is there, whatever the options' initial one.
     *
     * @throws org.spikelink.core.model.ModelException if they do not fit the document
     */
    public static Learner from(
            ModelDocument document,
            Map<String, Tensor> tensors,
            LearningOptions options,
            long seed) {
        return new Learner(TrainableNetwork.of(document, tensors, network(options)), options, seed);
    }

    private static NetworkOptions network(LearningOptions options) {
        return new NetworkOptions(
                options.thresholds(),
                options.learnInitialState(),
                options.initialization(),
                options.surrogate());
    }

    /**
     * One minibatch: one update, or with TBPTT one for each chunk. An update whose gradient is not finite is left out.
     * With {@code ridge}, what {@link #fit} will fit to.
     *
     * @param sequences at least one, of any lengths; losses count a sequence's own steps only
     * @param learningRate of it
     * @throws IllegalArgumentException if a sequence has no steps, or labels or inputs that the model does not have
     */
    public UpdateResult update(List<LabelledSequence> sequences, double learningRate) {
        if (fit != null) {
            return gather(sequences);
        }
        batch.sequences(sequences);
        boolean accumulates = options.truncation().accumulate();
        int longest = batch.longest();
        int chunk = options.truncation().chunk(longest);
        int chunks = 0;
        double loss = 0;
        double largestNorm = 0;
        int skipped = 0;
        for (int from = 0; from < longest; from += chunk, chunks++) {
            long draw = Draws.of(seed, updates, chunks, 0);
            loss += batch.run(from, from + chunk, accumulates, options.dropout(), draw, true);
            update.reduce(batch.shards(), accumulates && from > 0);
            if (!accumulates || from + chunk >= longest) {
                double norm = step(learningRate);
                skipped += Double.isFinite(norm) ? 0 : 1;
                largestNorm = Math.max(largestNorm, norm);
            }
            batch.carry();
        }
        return result(accumulates ? loss : loss / chunks, largestNorm, skipped);
    }

    private UpdateResult gather(List<LabelledSequence> sequences) {
        double loss = forward(sequences);
        batch.shards().forEach(fit::add);
        updates++;
        return result(loss, Double.NaN, 0); // there is no gradient
    }

    /** Whether only the output layer is learned, by {@link #fit}. */
    public boolean fits() {
        return fit != null;
    }

    /** Fits the output layer to all that {@link #update} has seen, where {@link #fits}. */
    public void fit() {
        fit.solve();
    }

    private double step(double learningRate) {
        double norm = update.norm();
        if (Double.isFinite(norm)) {
            updates++;
            optimizer.begin(updates, learningRate);
            update.apply(optimizer, norm);
        }
        return norm;
    }

    /** Loss and outputs without dropout and without learning. */
    public UpdateResult measure(List<LabelledSequence> sequences) {
        return result(forward(sequences), 0, 0);
    }

    private double forward(List<LabelledSequence> sequences) {
        batch.sequences(sequences);
        return batch.run(0, batch.longest(), true, 0, 0, false);
    }

    private UpdateResult result(double loss, double norm, int skipped) {
        int labelled = 0;
        int right = 0;
        for (Shard shard : batch.shards()) {
            labelled += shard.scores().labelled();
            right += shard.scores().right();
        }
        double[] rates = activity().stream().mapToDouble(LayerActivity::mean).toArray();
        return new UpdateResult(loss, labelled, right, norm, skipped, rates);
    }

    /** How often the neurons of each spiking layer fired in the last batch. */
    public List<LayerActivity> activity() {
        return batch.spikes().activity();
    }

    /** What every layer does along one sequence, without learning. */
    public Trace trace(LabelledSequence sequence) {
        measure(List.of(sequence));
        return Traces.of(network, batch.shards().get(Batch.SHARDS - 1).run());
    }

    /** Gradients of the last update, before clipping, by the model file's names; copies. */
    public Map<String, Tensor> gradients() {
        return network.gradients();
    }

    /** The weights by the model file's names, ready for a model of the document; copies. */
    public Map<String, Tensor> tensors() {
        return network.tensors();
    }

    /** What multiplies matrices. */
    public Blas blas() {
        return blas;
    }

    /** Updates made so far. */
    public long updates() {
        return updates;
    }

    /** Writes everything that later updates depend on beside document, options and seed. */
    public void save(DataOutput out) throws IOException {
        LearnerState.save(out, updates, network.parameters().values(), optimizer.state());
        if (fit != null) {
            fit.save(out);
        }
    }

    /**
     * Goes on where {@link #save} was called, with the same document, options and seed: the same bits follow.
     *
     * @throws IOException if it was another network's state
     */
    public void restore(DataInput in) throws IOException {
        updates = LearnerState.restore(in, network.parameters().values(), optimizer.state());
        if (fit != null) {
            fit.restore(in);
        }
        network.refresh();
    }

    @Override
    public void close() {
        workers.close();
        batch.close();
    }
}
