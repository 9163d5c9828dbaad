package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.SpikeBatch;

class SpikeBatchCodecTest {
    @Test
    void aBatchSurvivesTheRoundTrip() throws Exception {
        SpikeBatch batch = Outputs.spikes();

        SpikeBatch read = SpikeBatchCodec.decode(SpikeBatchCodec.encode(batch));

        assertThat(read).usingRecursiveComparison().isEqualTo(batch);
    }

    @Test
    void aBatchWithoutLayersSurvivesTheRoundTrip() throws Exception {
        SpikeBatch batch =
                new SpikeBatch(
                        "s",
                        1,
                        0,
                        "m/1",
                        0,
                        new int[0],
                        List.of(new SpikeBatch.Step(0, 10, new int[0][])));

        SpikeBatch read = SpikeBatchCodec.decode(SpikeBatchCodec.encode(batch));

        assertThat(read).usingRecursiveComparison().isEqualTo(batch);
    }

    @Test
    void valuesOfAllLengthsAreWrittenAsTheGeneratedMessageWritesThem() throws Exception {
        long[] times = {0, 1, 127, 128, 1L << 35, -1, Long.MAX_VALUE, Long.MIN_VALUE};
        List<SpikeBatch.Step> steps = new ArrayList<>();
        for (long us : times) {
            int[] many = IntStream.range(0, 40).map(n -> n * n * n * 100).toArray();
            steps.add(
                    new SpikeBatch.Step(us, us, new int[][] {{}, {0}, {127, 128, 1 << 30}, many}));
        }
        SpikeBatch batch =
                new SpikeBatch("größe", -1, 0, "m/1", 5, new int[] {0, 1, 200, 70_000}, steps);

        byte[] value = SpikeBatchCodec.encode(batch);

        assertThat(SpikeBatchCodec.decode(value)).usingRecursiveComparison().isEqualTo(batch);
        assertThat(value)
                .hasSize(
                        org.spikelink.connectors.kafka.wire.SpikeBatch.parseFrom(value)
                                .getSerializedSize());
    }

    @Test
    void stepsThatAreNotListedSurviveTheRoundTrip() throws Exception {
        SpikeBatch batch =
                new SpikeBatch(
                        "s",
                        1,
                        30,
                        1L << 33,
                        30,
                        "m/1",
                        0,
                        new int[] {2},
                        List.of(new SpikeBatch.Step(300, 10, new int[][] {{5}})));

        SpikeBatch read = SpikeBatchCodec.decode(SpikeBatchCodec.encode(batch));

        assertThat(read).usingRecursiveComparison().isEqualTo(batch);
        assertThat(read.firstOfEveryStep()).isZero();
        assertThat(read.everyStep()).hasSize(31);
        assertThat(read.everyStep().get(0))
                .usingRecursiveComparison()
                .isEqualTo(new SpikeBatch.Step(0, 10, new int[1][0]));
    }

    @Test
    void moreSilentStepsThanThereWereAreRejected() throws Exception {
        byte[] value =
                org.spikelink.connectors.kafka.wire.SpikeBatch.parseFrom(
                                SpikeBatchCodec.encode(Outputs.spikes()))
                        .toBuilder()
                        .setSilentBefore(41)
                        .build()
                        .toByteArray();

        assertThatThrownBy(() -> SpikeBatchCodec.decode(value))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("silent_before must be 0..65536 and at most first_step (got 41)");
    }

    @Test
    void anotherFormatVersionIsRejected() throws Exception {
        byte[] value = SpikeBatchCodec.encode(Outputs.spikes());
        byte[] next =
                org.spikelink.connectors.kafka.wire.SpikeBatch.parseFrom(value).toBuilder()
                        .setFormat(2)
                        .build()
                        .toByteArray();

        assertThatThrownBy(() -> SpikeBatchCodec.decode(next))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("format must be 1 (got version 2)");
    }

    @Test
    void otherBytesAreRejected() {
        assertThatThrownBy(() -> SpikeBatchCodec.decode(new byte[] {0x0F}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("value must be a SpikeBatch (got 1 other bytes)");
    }

    @Test
    void stepsOfDifferentLayersAreRejected() throws Exception {
        var message =
                org.spikelink.connectors.kafka.wire.SpikeBatch.parseFrom(
                        SpikeBatchCodec.encode(Outputs.spikes()))
                        .toBuilder();
        message.getStepsBuilder(1).removeLayers(0);

        assertThatThrownBy(() -> SpikeBatchCodec.decode(message.build().toByteArray()))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("steps[1].layers must be those of steps[0], [0, 2] (got [2])");
    }

    @Test
    void aBatchWithoutStepsIsRejected() throws Exception {
        var message =
                org.spikelink.connectors.kafka.wire.SpikeBatch.parseFrom(
                                SpikeBatchCodec.encode(Outputs.spikes()))
                        .toBuilder()
                        .clearSteps();

        assertThatThrownBy(() -> SpikeBatchCodec.decode(message.build().toByteArray()))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("steps must not be empty (got 0)");
    }
}
