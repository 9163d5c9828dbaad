package org.spikelink.jobs.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;

/** One stream's outputs in few bytes: equal for two runs if every step, spike, score and class is the same, in order. */
final class StreamDigest {
    private long steps;
    private int spikesHash = 1;
    private final List<Integer> classHashes = new ArrayList<>();
    private float[] scores;

    void add(Outgoing output) {
        if (output instanceof SpikeBatch spikes) {
            for (int n = 0; n < spikes.steps().size(); n++) {
                SpikeBatch.Step step = spikes.steps().get(n);
                spikesHash = 31 * spikesHash + Long.hashCode(spikes.firstStep() + n);
                spikesHash = 31 * spikesHash + Long.hashCode(step.binStartUs());
                spikesHash = 31 * spikesHash + Arrays.deepHashCode(step.neurons());
                steps++;
            }
        } else if (output instanceof Classification found) {
            classHashes.add(
                    Arrays.hashCode(
                            new int[] {
                                Long.hashCode(found.step()),
                                found.classIndex(),
                                Arrays.hashCode(found.scores()),
                                Float.floatToRawIntBits(found.confidence()),
                                Boolean.hashCode(found.isFinal())
                            }));
            addScores(found.scores());
        }
    }

    private void addScores(float[] more) {
        scores = scores == null ? new float[more.length] : scores;
        for (int c = 0; c < more.length; c++) {
            scores[c] += more[c];
        }
    }

    long steps() {
        return steps;
    }

    int classes() {
        return classHashes.size();
    }

    /** The class with the largest sum of scores, -1 without a decision. */
    int predicted() {
        int best = scores == null ? -1 : 0;
        for (int c = 1; scores != null && c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    boolean sameAs(StreamDigest other) {
        return steps == other.steps
                && spikesHash == other.spikesHash
                && classHashes.equals(other.classHashes);
    }
}
