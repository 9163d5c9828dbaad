package org.spikelink.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.SpikeBatch;

class SpikeBatchSplitterTest {
    private static final int MAX_KAFKA_VALUE = 1_000_000;

    @Test
    void aSmallBatchStaysWhole() {
        SpikeBatch batch = Outputs.spikes();

        assertThat(SpikeBatchSplitter.split(batch)).hasSize(1).first().isSameAs(batch);
    }

    @Test
    void piecesFitAKafkaRecordInBothFormatsAndJoinToTheBatch() {
        SpikeBatch batch = loud(10_000, 128);

        List<SpikeBatch> pieces = SpikeBatchSplitter.split(batch);

        assertThat(pieces).hasSizeGreaterThan(2);
        List<SpikeBatch.Step> joined = new ArrayList<>();
        for (SpikeBatch piece : pieces) {
            assertThat(piece.firstStep()).isEqualTo(batch.firstStep() + joined.size());
            assertThat(SpikeBatchCodec.encode(piece)).hasSizeLessThan(MAX_KAFKA_VALUE);
            assertThat(OutgoingJson.encode(piece)).hasSizeLessThan(MAX_KAFKA_VALUE);
            joined.addAll(piece.steps());
        }
        assertThat(joined).isEqualTo(batch.steps());
    }

    @Test
    void theLargestNumbersStillFit() {
        int[] neurons = new int[80_000];
        java.util.Arrays.fill(neurons, Integer.MAX_VALUE);
        SpikeBatch.Step step =
                new SpikeBatch.Step(
                        Long.MIN_VALUE, Long.MIN_VALUE, new int[][] {neurons, {}, {}, {}});
        SpikeBatch batch =
                new SpikeBatch(
                        "s",
                        -1,
                        0,
                        "m",
                        0,
                        IntStream.range(0, 4).map(i -> Integer.MAX_VALUE - 4 + i).toArray(),
                        List.of(step, step));

        List<SpikeBatch> pieces = SpikeBatchSplitter.split(batch);

        assertThat(pieces).hasSize(2);
        assertThat(OutgoingJson.encode(pieces.get(0))).hasSizeLessThan(MAX_KAFKA_VALUE);
    }

    private static SpikeBatch loud(int steps, int hidden) {
        int[] all = IntStream.range(0, hidden).toArray();
        List<SpikeBatch.Step> loud =
                IntStream.range(0, steps)
                        .mapToObj(i -> new SpikeBatch.Step(i * 1_000L, 1_000, new int[][] {all}))
                        .toList();
        return new SpikeBatch("s", 1, 77, "m/1", 0, new int[] {1}, loud);
    }
}
