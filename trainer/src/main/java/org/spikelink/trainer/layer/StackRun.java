package org.spikelink.trainer.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.layer.Image;
import org.spikelink.trainer.math.KeyedRandom;

/**
 * Adjacent layers without state, computed row by row. Of the values between them only spikes are kept, as bits; the
 * backward pass computes the others again, so that memory hardly grows with the number of steps. Where layers are
 * normalized over the batch, each pass has parts: all shards end a part before any begins the next.
 */
public final class StackRun implements LayerRun {
    private final List<RowLayer> layers;
    private final List<RowStep> steps = new ArrayList<>();
    private final List<RowLayer> last = new ArrayList<>(); // of each step
    private final SpikeBits[] kept; // spikes of each step; null for one without
    private final FrameGroup[] outs;
    private final FrameGroup[] ins;
    private final FrameGroup input = new FrameGroup();
    private final float[][] gradients; // of the inputs of each step, and of the outputs of the last
    private final Image in;
    private final Image out;
    private final int width;
    private int[] normalized = {}; // steps with statistics in this chunk
    private float[] outputs = {}; // [rows][width]
    private float[] dOutputs = {};

    public StackRun(List<RowLayer> layers) {
        this.layers = List.copyOf(layers);
        for (int n = 0; n < layers.size(); n++) {
            Optional<RowStep> fused = fused(n);
            steps.add(fused.orElseGet(layers.get(n)::newStep));
            n += fused.isPresent() ? 1 : 0;
            last.add(layers.get(n));
        }
        int count = steps.size();
        in = layers.get(0).in();
        out = last.get(count - 1).out();
        width = (int) out.size();
        kept = new SpikeBits[count];
        outs = new FrameGroup[count];
        ins = new FrameGroup[count];
        gradients = new float[count + 1][];
        gradients[0] = new float[(int) in.size()];
        for (int k = 0; k < count; k++) {
            int size = (int) last.get(k).out().size();
            kept[k] = last.get(k).spikes() ? new SpikeBits(size) : null;
            outs[k] = new FrameGroup();
            gradients[k + 1] = new float[size];
        }
    }

    private Optional<RowStep> fused(int n) {
        return n + 1 < layers.size()
                ? layers.get(n + 1).gate().flatMap(layers.get(n)::fusedWith)
                : Optional.empty();
    }

    @Override
    public int width() {
        return width;
    }

    /** Before a chunk; returns the number of parts of each pass. */
    public int begin(boolean learns) {
        steps.forEach(step -> step.begin(learns));
        normalized =
                java.util.stream.IntStream.range(0, steps.size())
                        .filter(k -> steps.get(k).statistics() != null)
                        .filter(k -> steps.get(k).statistics().isNeeded())
                        .toArray();
        return normalized.length + 1;
    }

    /** What the part of a pass is the sum of; not for its last part. */
    public RowStatistics statistics(int part, boolean backward) {
        int n = backward ? normalized.length - 1 - part : part;
        return steps.get(normalized[n]).statistics();
    }

    @Override
    public void forward(LayerInput x, Rows rows) {
        for (int part = 0; part < begin(false); part++) {
            forward(x, rows, part);
        }
    }

    /** A part of the forward pass. */
    public void forward(LayerInput x, Rows rows, int part) {
        reserve(rows);
        int from = part == 0 ? 0 : normalized[part - 1];
        boolean ends = part == normalized.length;
        int to = ends ? steps.size() : normalized[part];
        for (int t = 0; t < rows.steps(); t++) {
            for (int b = 0; b < rows.active(t); b++) {
                int row = rows.begin(t) + b - rows.sequences();
                FrameGroup values = inputOf(from, x, rows, t, b);
                for (int k = from; k < to; k++) {
                    steps.get(k).forward(values, outs[k]);
                    values = outs[k];
                    if (kept[k] != null) {
                        kept[k].store(row, values);
                    }
                }
                if (ends) {
                    spread(values, (rows.begin(t) + b) * width);
                } else {
                    steps.get(to).statistics().addValues(values);
                }
            }
        }
    }

    private void reserve(Rows rows) {
        int size = Math.multiplyExact(rows.end(), width);
        if (outputs.length < size) {
            outputs = new float[size];
            dOutputs = new float[size];
        }
        for (SpikeBits spikes : kept) {
            if (spikes != null) {
                spikes.reserve(rows.count());
            }
        }
    }

    private void spread(FrameGroup values, int at) {
        Arrays.fill(outputs, at, at + width, 0f);
        for (int n = values.start(0); n < values.end(0); n++) {
            outputs[at + values.indices()[n]] = values.values()[n];
        }
    }

    /** The first step whose values are computed again to get at the inputs of step {@code k}. */
    private int source(int k) {
        int source = k;
        while (source > 0 && kept[source - 1] == null) {
            source--;
        }
        return source;
    }

    /** The inputs of step {@code k} in a row; sets {@link #ins} from the {@link #source} on. */
    private FrameGroup inputOf(int k, LayerInput x, Rows rows, int t, int b) {
        int from = source(k);
        FrameGroup values = input;
        if (from == 0) {
            x.row(rows, t, b, input);
        } else {
            values = outs[from - 1];
            kept[from - 1].load(rows.begin(t) + b - rows.sequences(), values);
        }
        ins[from] = values;
        for (int n = from; n < k; n++) {
            steps.get(n).forward(values, outs[n]);
            values = outs[n];
            ins[n + 1] = values;
        }
        return values;
    }

    @Override
    public void backward(LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients to) {
        throw new IllegalStateException("a stack has a backward pass in parts");
    }

    /**
     * A part of the backward pass.
     *
     * @param costs [layers of the stack][outputs] added to the gradients of spikes; null for none
     */
    public void backward(
            LayerInput x, Rows rows, float[][] costs, long draw, ShardGradients to, int part) {
        boolean learns = part == normalized.length;
        int target = learns ? 0 : normalized[normalized.length - 1 - part];
        boolean passesOn = learns && x instanceof DenseInput;
        for (int t = 0; t < rows.steps(); t++) {
            for (int b = 0; b < rows.active(t); b++) {
                int row = rows.begin(t) + b;
                ChannelsLast.from(out, dOutputs, row * width, gradients[steps.size()], 0);
                for (int end = steps.size(); end > target; end = source(end - 1)) {
                    inputOf(end - 1, x, rows, t, b);
                    for (int k = end - 1; k >= Math.max(target, source(end - 1)); k--) {
                        addCosts(k, costs);
                        long key = KeyedRandom.key(draw, row, part, k);
                        if (!learns && k == target) {
                            steps.get(k).statistics().addGradients(ins[k], gradients[k + 1], key);
                        } else {
                            float[] dX = k > 0 || passesOn ? gradients[k] : null;
                            steps.get(k).backward(ins[k], gradients[k + 1], dX, learns, key);
                        }
                    }
                }
                if (passesOn) {
                    float[] below = ((DenseInput) x).gradients();
                    ChannelsLast.to(in, gradients[0], 0, below, row * (int) in.size());
                }
            }
        }
        if (passesOn) {
            ((DenseInput) x).backward(rows);
        }
        if (learns) {
            steps.forEach(step -> step.end(to));
        }
    }

    private void addCosts(int k, float[][] costs) {
        float[] cost = costs[layers.indexOf(last.get(k))];
        if (cost != null) {
            ChannelsLast.add(last.get(k).out(), cost, gradients[k + 1]);
        }
    }

    @Override
    public void carry(Rows rows) {
        // Nothing is remembered.
    }

    @Override
    public float[] outputs() {
        return outputs;
    }

    @Override
    public float[] outputGradients() {
        return dOutputs;
    }

    @Override
    public float[] membranes() {
        return outputs;
    }

    @Override
    public float[] membraneGradients() {
        return dOutputs;
    }

    @Override
    public void clearGradients(Rows rows) {
        Arrays.fill(dOutputs, 0, rows.end() * width, 0f);
    }

    @Override
    public void countSpikes(Rows rows, double[] counts) {
        countSpikes(layers.size() - 1, rows, counts);
    }

    /** Adds the number of spikes of each neuron of a layer of the stack. */
    public void countSpikes(int layer, Rows rows, double[] counts) {
        for (int k = 0; k < kept.length; k++) {
            if (kept[k] != null && last.get(k) == layers.get(layer)) {
                kept[k].count(rows.count(), counts);
            }
        }
    }

    /**
     * The values that a layer passes on, and those that it compares with thresholds: two arrays [rows][outputs]. All are
     * computed again.
     */
    public float[][] trace(LayerInput x, Rows rows, int layer) {
        int size = (int) layers.get(layer).out().size();
        float[] passed = new float[Math.multiplyExact(rows.end(), size)];
        float[] compared = new float[passed.length];
        List<RowStep> single = layers.stream().limit(layer + 1L).map(RowLayer::newStep).toList();
        single.forEach(step -> step.begin(false));
        for (int t = 0; t < rows.steps(); t++) {
            for (int b = 0; b < rows.active(t); b++) {
                x.row(rows, t, b, input);
                FrameGroup before = input;
                FrameGroup values = input;
                for (RowStep step : single) {
                    before = values;
                    values = new FrameGroup();
                    step.forward(before, values);
                }
                int at = (rows.begin(t) + b) * size;
                copy(values, passed, at);
                copy(layers.get(layer).spikes() ? before : values, compared, at);
            }
        }
        return new float[][] {passed, compared};
    }

    private static void copy(FrameGroup values, float[] to, int at) {
        for (int n = values.start(0); n < values.end(0); n++) {
            to[at + values.indices()[n]] = values.values()[n];
        }
    }
}
