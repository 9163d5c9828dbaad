package org.spikelink.tools.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.evaluation.ScoreSum;

/**
 * A digest of one stream's outputs. Two digests are equal if all steps (bins and spikes) and all classes (windows,
 * scores and confidences) are the same, bit for bit and in order. Sessions and Kafka timestamps are ignored because
 * they differ between runs.
 */
final class StreamDigest {
    private final MessageDigest steps = sha256();
    private final List<byte[]> classes = new ArrayList<>();
    private final ScoreSum scores = new ScoreSum();
    private long stepCount;

    void add(Outgoing output) {
        if (output instanceof SpikeBatch spikes) {
            long number = spikes.firstOfEveryStep();
            for (SpikeBatch.Step step : spikes.everyStep()) {
                addStep(number, spikes.layers(), step);
                number++;
            }
        } else if (output instanceof Classification found) {
            classes.add(digest(found));
            scores.add(found);
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

    /** With their number first, so that different lists of lists never have the same bytes. */
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

    /** The class with the largest sum of scores over the answered windows, -1 without any. */
    int predicted() {
        return scores.best();
    }

    /** Whether all outputs are the same. Finishes both digests: call it last. */
    boolean sameAs(StreamDigest other) {
        return stepCount == other.stepCount
                && Arrays.equals(steps.digest(), other.steps.digest())
                && Arrays.deepEquals(
                        classes.toArray(new byte[0][]), other.classes.toArray(new byte[0][]));
    }
}
