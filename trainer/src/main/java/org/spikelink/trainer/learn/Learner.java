package org.spikelink.trainer.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.math.Blas;
import org.spikelink.trainer.math.KeyedRandom;
import org.spikelink.trainer.network.NetworkOptions;
import org.spikelink.trainer.network.NetworkRun;
import org.spikelink.trainer.network.TrainableNetwork;
import org.spikelink.trainer.optimizer.Optimizer;

/**
 * Trains a model's weights, one minibatch at a time: forward pass, backpropagation through time, clipping, optimizer.
 * The same document, options, seed and batches give the same bits, with any number of threads. Not thread-safe; the
 * work is shared with internal threads until {@link #close}.
 */
public final class Learner implements AutoCloseable {
    private final LearningOptions options;
    private final long seed;
    private final TrainableNetwork network;
    private final Workers workers;
    private final Batch batch;
    private final Update update;
    private final Optimizer optimizer;
    private final ReadoutFit fit; // null if all layers are trained by gradients
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
        update = new Update(network, workers, options.clipNorm(), options.decayAll());
        fit = options.ridge() == 0 ? null : new ReadoutFit(network, options);
        optimizer = Optimizer.of(options.optimizer(), network.parameters().size());
    }

    /**
     * Starts with initial weights.
     *
     * @param document layers with their surrogates, readout, labels
     * @param options of the training
     * @param seed of initial weights, dropout and stochastic surrogates
     * @throws IllegalArgumentException if options do not fit the document
     * @throws IllegalStateException if ND4J's native libraries do not load
     */
    public static Learner create(ModelDocument document, LearningOptions options, long seed) {
        return new Learner(
                TrainableNetwork.create(document, network(options), seed), options, seed);
    }

    /**
     * Starts with the weights of a model, named as in its file; the optimizer is reset. A threshold that is not
     * trained keeps the model's value, not the options'.
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
                options.surrogate(),
                options.layers());
    }

    /**
     * One minibatch: one update, or with TBPTT one for each chunk. An update whose gradient is not finite is skipped.
     * With {@code ridge}, collects the samples for {@link #fit}.
     *
     * @param sequences at least one, of any lengths; losses count only the steps that a sequence has
     * @param learningRate of the update
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
        long dropDraw = KeyedRandom.key(seed, updates, 0, 0);
        for (int from = 0; from < longest; from += chunk, chunks++) {
            long draw = KeyedRandom.key(seed, updates, chunks, 0);
            loss +=
                    batch.run(
                            from,
                            from + chunk,
                            accumulates,
                            options.dropout(),
                            dropDraw,
                            draw,
                            true);
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
        return result(loss, Double.NaN, 0); // no gradient
    }

    /**
     * Sets the initial thresholds to a quantile of the membranes on training data, if the options say so; call before
     * the first update.
     *
     * @param sequences of the training set
     */
    public void fitThresholds(List<LabelledSequence> sequences) {
        if (options.thresholdQuantile().isSet()) {
            batch.sequences(sequences);
            new ThresholdFit(network, batch, options.thresholdQuantile()).run();
        }
    }

    /** Whether only the output layer is trained, by {@link #fit}. */
    public boolean fits() {
        return fit != null;
    }

    /** Fits the output layer to all sequences passed to {@link #update}; only if {@link #fits}. */
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

    /** Loss and predictions without dropout and without an update. */
    public UpdateResult measure(List<LabelledSequence> sequences) {
        return result(forward(sequences), 0, 0);
    }

    private double forward(List<LabelledSequence> sequences) {
        batch.sequences(sequences);
        return batch.run(0, batch.longest(), true, 0, 0, 0, false);
    }

    private UpdateResult result(double loss, double norm, int skipped) {
        int labelled = 0;
        int correct = 0;
        for (Shard shard : batch.shards()) {
            labelled += shard.scores().labelled();
            correct += shard.scores().correct();
        }
        double[] rates = activity().stream().mapToDouble(LayerActivity::mean).toArray();
        return new UpdateResult(loss, labelled, correct, norm, skipped, rates);
    }

    /** Firing rates of each spiking layer in the last batch. */
    public List<LayerActivity> activity() {
        return batch.spikes().activity();
    }

    /** Spikes and states of every layer over one sequence, without an update. */
    public Trace trace(LabelledSequence sequence) {
        measure(List.of(sequence));
        return Traces.of(network, batch.shards().get(Batch.SHARDS - 1).run());
    }

    /**
     * How far back the loss of one sequence reaches: the norm of the gradient of the first layer's weighted input sums at
     * each step [T], without an update. Empty if it has none.
     */
    public double[] gradientThroughTime(LabelledSequence sequence) {
        batch.sequences(List.of(sequence));
        batch.run(0, sequence.steps(), true, 0, 0, 0, true);
        NetworkRun run = batch.shards().get(Batch.SHARDS - 1).run();
        int width = network.inputWeights() / network.inputs();
        float[] gradients = run.layer(0).inputSumGradients();
        double[] norms = new double[sequence.steps()];
        for (int t = 0; t < norms.length; t++) {
            int at = run.rows().begin(t) * width;
            double squares = 0;
            for (int j = at; j < Math.min(gradients.length, at + width); j++) {
                squares += (double) gradients[j] * gradients[j];
            }
            norms[t] = Math.sqrt(squares);
        }
        return norms;
    }

    /** Gradients of the last update, before clipping, by the model file's names; copies. */
    public Map<String, Tensor> gradients() {
        return network.gradients();
    }

    /** The weights by the model file's names, ready for a model of the document; copies. */
    public Map<String, Tensor> tensors() {
        return network.tensors();
    }

    /** The weights as they are trained, with those of batch normalizations, which {@link #tensors} folds; copies. */
    public Map<String, Tensor> unfolded() {
        return network.unfolded();
    }

    /** The library that multiplies matrices. */
    public Blas blas() {
        return blas;
    }

    /** Number of updates so far. */
    public long updates() {
        return updates;
    }

    /** Writes all state that later updates depend on, except document, options and seed. */
    public void save(DataOutput out) throws IOException {
        LearnerState.save(out, updates, network.parameters().values(), memory());
        if (fit != null) {
            fit.save(out);
        }
    }

    /** All values beside the parameters that later updates depend on. */
    private List<float[]> memory() {
        List<float[]> memory = new ArrayList<>(optimizer.state());
        memory.addAll(network.memory());
        return memory;
    }

    /**
     * Restores the state that {@link #save} wrote, with the same document, options and seed; later updates give the
     * same bits.
     *
     * @throws IOException if it is the state of a different network
     */
    public void restore(DataInput in) throws IOException {
        updates = LearnerState.restore(in, network.parameters().values(), memory());
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
