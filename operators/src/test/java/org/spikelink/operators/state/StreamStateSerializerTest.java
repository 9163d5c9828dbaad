package org.spikelink.operators.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStateFormat;
import org.spikelink.operators.BareStepper;
import org.spikelink.operators.RandomStreams;
import org.spikelink.operators.TestModels;

class StreamStateSerializerTest extends SerializerTestBase<StreamState> {
    private static final int STREAMS = 100;

    StreamStateSerializerTest() {
        super(
                new DeeplyEqualsChecker()
                        .withCustomCheck(
                                (a, b) -> a instanceof StreamState && b instanceof StreamState,
                                (a, b, checker) ->
                                        Arrays.equals(
                                                bytes((StreamState) a), bytes((StreamState) b))));
    }

    @Override
    protected TypeSerializer<StreamState> createSerializer() {
        return new StreamStateSerializer();
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<StreamState> getTypeClass() {
        return StreamState.class;
    }

    /** The states of many streams, among them ended ones. */
    @Override
    protected StreamState[] getTestData() {
        List<SensorBatch> batches = new RandomStreams(51, STREAMS).next(10 * STREAMS);
        BareStepper stepper =
                new BareStepper(TestModels.events(), StepperOptions.DEFAULTS).feed(batches);
        List<StreamState> states = new ArrayList<>();
        for (int n = 0; n < STREAMS; n++) {
            if (stepper.state("sensor-" + n) != null) {
                states.add(stepper.state("sensor-" + n));
            }
        }
        assertThat(states).anyMatch(StreamState::ended).anyMatch(state -> !state.ended());
        return states.toArray(StreamState[]::new);
    }

    /** A state without stream is none. */
    @Override
    @Test
    protected void testInstantiate() {
        assertThat(createSerializer().createInstance()).isNull();
    }

    @Test
    void aCopySharesNothing() {
        for (StreamState state : getTestData()) {
            StreamState copy = createSerializer().copy(state);
            assertThat(copy).isNotSameAs(state);
            if (!state.ended()) {
                assertThat(copy.values("syn")).isNotSameAs(state.values("syn"));
                assertThat(copy.values("mem")).isNotSameAs(state.values("mem"));
            }
        }
    }

    @Test
    void aStateOfALaterFormatIsRejected() {
        byte[] bytes = bytes(getTestData()[0]);
        bytes[0] = StreamStateFormat.SHADOW_VERSION + 1;
        assertThatThrownBy(() -> createSerializer().deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessage("stream state must be of version 1 to 8 (got 9)");
    }

    @Test
    void aSavepointOfALaterFormatIsRejected() throws IOException {
        StreamStateSerializerSnapshot later = snapshotOf(StreamStateFormat.VERSION + 1);
        assertThat(new StreamStateSerializerSnapshot().resolveSchemaCompatibility(later))
                .matches(compatibility -> compatibility.isIncompatible());
        StreamStateSerializerSnapshot same = snapshotOf(StreamStateFormat.VERSION);
        assertThat(new StreamStateSerializerSnapshot().resolveSchemaCompatibility(same))
                .matches(compatibility -> compatibility.isCompatibleAsIs());
    }

    @Test
    void aSnapshotOfALaterVersionIsRejected() {
        DataInputDeserializer in = new DataInputDeserializer(new byte[4]);
        assertThatThrownBy(
                        () ->
                                new StreamStateSerializerSnapshot()
                                        .readSnapshot(2, in, getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessage("a stream state's snapshot must be of version 1 (got 2)");
    }

    private StreamStateSerializerSnapshot snapshotOf(int format) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(4);
        out.writeInt(format);
        StreamStateSerializerSnapshot snapshot = new StreamStateSerializerSnapshot();
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        snapshot.readSnapshot(1, in, getClass().getClassLoader());
        return snapshot;
    }

    private static byte[] bytes(StreamState state) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(64);
            new StreamStateSerializer().serialize(state, out);
            return out.getCopyOfBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
