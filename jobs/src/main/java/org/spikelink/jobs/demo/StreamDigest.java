package org.spikelink.jobs.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.connectors.recordings.evaluate.ScoreSum;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;

/**
 * One stream's outputs in few bytes: equal for two runs if every step with its bin and spikes, and every class with its
 * window, scores and confidence, is the same, bit for bit and in order. Sessions and Kafka's times are not looked at: a
 * run of its own has its own.
 */
final class StreamDigest {
    private final MessageDigest steps = sha256();
    private final List<byte[]> classes = new ArrayList<>();
    private final ScoreSum scores = new ScoreSum();
    private long stepCount;

    void add(Outgoing output) {
        if (output instanceof SpikeBatch spikes) {
            for (int n = 0; n < spikes.steps().size(); n++) {
                addStep(spikes.firstStep() + n, spikes.layers(), spikes.steps().get(n));
            }
        } else if (output instanceof Classification found) {
            classes.add(digest(found));
            scores.add(found.scores());
        }
    }

    private void addStep(long number, int[] layers, SpikeBatch.Step step) {
        putLongs(steps, number, step.binStartUs(), step.binUs());
        putInts(steps, layers);
        for (int[] neurons : step.neurons()) {
            putInts(steps, neurons);
        }
        stepCount++;
    }

    private static byte[] digest(Classification found) {
        MessageDigest digest = sha256();
        putLongs(
                digest,
                found.step(),
                found.windowStartUs(),
                found.windowEndUs(),
                found.classIndex(),
                Float.floatToRawIntBits(found.confidence()),
                found.isFinal() ? 1 : 0);
        int[] scores = new int[found.scores().length];
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Float.floatToRawIntBits(found.scores()[c]);
        }
        putInts(digest, scores);
        digest.update(found.label().getBytes(StandardCharsets.UTF_8));
        return digest.digest();
    }

    private static void putLongs(MessageDigest digest, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length);
        bytes.asLongBuffer().put(values);
        digest.update(bytes);
    }

    /** With their number first, so that no two lists of lists look alike. */
    private static void putInts(MessageDigest digest, int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (values.length + 1));
        bytes.asIntBuffer().put(values.length).put(values);
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    long steps() {
        return stepCount;
    }

    int classes() {
        return classes.size();
    }

    /** The class with the largest sum of scores, -1 without a decision. */
    int predicted() {
        return scores.best();
    }

    /** Whether all outputs were the same; ends both digests' steps, so it comes last. */
    boolean sameAs(StreamDigest other) {
        return stepCount == other.stepCount
                && Arrays.equals(steps.digest(), other.steps.digest())
                && Arrays.deepEquals(
                        classes.toArray(new byte[0][]), other.classes.toArray(new byte[0][]));
    }
}
