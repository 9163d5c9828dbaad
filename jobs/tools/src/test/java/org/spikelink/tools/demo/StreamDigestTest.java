package org.spikelink.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;

class StreamDigestTest {
    private static final Outgoing SPIKES = spikes(5, 1000, 10, 1, new int[][] {{2, 3}, {}});
    private static final Outgoing FOUND = found(5, 0, 30, 1, "b", 0.25f, 0.75f, true);

    @Test
    void theSameOutputsOfAnotherSessionAreTheSame() {
        Outgoing later =
                new SpikeBatch(
                        "s",
                        99,
                        5,
                        "m",
                        77,
                        new int[] {1, 2},
                        List.of(new SpikeBatch.Step(1000, 10, new int[][] {{2, 3}, {}})));

        assertThat(digest(SPIKES, FOUND).sameAs(digest(later, FOUND))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("others")
    void anyDifferenceIsSeen(Outgoing spikes, Outgoing found) {
        assertThat(digest(SPIKES, FOUND).sameAs(digest(spikes, found))).isFalse();
    }

    static Stream<Arguments> others() {
        int[][] neurons = {{2, 3}, {}};
        return Stream.of(
                pair(spikes(6, 1000, 10, 1, neurons), FOUND),
                pair(spikes(5, 1001, 10, 1, neurons), FOUND),
                pair(spikes(5, 1000, 11, 1, neurons), FOUND),
                pair(spikes(5, 1000, 10, 0, neurons), FOUND),
                pair(spikes(5, 1000, 10, 1, new int[][] {{2}, {3}}), FOUND),
                pair(spikes(5, 1000, 10, 1, new int[][] {{}, {2, 3}}), FOUND),
                pair(SPIKES, found(6, 0, 30, 1, "b", 0.25f, 0.75f, true)),
                pair(SPIKES, found(5, 1, 30, 1, "b", 0.25f, 0.75f, true)),
                pair(SPIKES, found(5, 0, 31, 1, "b", 0.25f, 0.75f, true)),
                pair(SPIKES, found(5, 0, 30, 0, "b", 0.25f, 0.75f, true)),
                pair(SPIKES, found(5, 0, 30, 1, "c", 0.25f, 0.75f, true)),
                pair(SPIKES, found(5, 0, 30, 1, "b", Math.nextUp(0.25f), 0.75f, true)),
                pair(SPIKES, found(5, 0, 30, 1, "b", 0.25f, Math.nextUp(0.75f), true)),
                pair(SPIKES, found(5, 0, 30, 1, "b", 0.25f, 0.75f, false)));
    }

    @Test
    void theLargestSumOfScoresWins() {
        StreamDigest digest = digest(FOUND, found(6, 30, 60, 0, "a", 0.5f, 0.1f, true));

        assertThat(digest.predicted()).isEqualTo(1);
        assertThat(new StreamDigest().predicted()).isEqualTo(-1);
    }

    private static Arguments pair(Outgoing a, Outgoing b) {
        return Arguments.of(a, b);
    }

    private static StreamDigest digest(Outgoing... outputs) {
        StreamDigest digest = new StreamDigest();
        for (Outgoing output : outputs) {
            digest.add(output);
        }
        return digest;
    }

    private static Outgoing spikes(
            long step, long binStartUs, long binUs, int firstLayer, int[][] neurons) {
        return new SpikeBatch(
                "s",
                1,
                step,
                "m",
                2,
                new int[] {firstLayer, 2},
                List.of(new SpikeBatch.Step(binStartUs, binUs, neurons)));
    }

    private static Outgoing found(
            long step,
            long startUs,
            long endUs,
            int index,
            String label,
            float first,
            float confidence,
            boolean isFinal) {
        float[] scores = {first, 1f};
        return new Classification(
                "s", 1, step, startUs, endUs, index, label, scores, confidence, isFinal, "m", 2);
    }
}
