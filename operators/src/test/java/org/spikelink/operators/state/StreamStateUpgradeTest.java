package org.spikelink.operators.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.flink.FlinkVersion;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerConditions;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerUpgradeTestBase;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.operators.BareStepper;
import org.spikelink.operators.RecordText;

/**
 * States of earlier formats are read. Never rewrite the files of {@link StreamOfFormat1}: a new format adds a
 * specification with files of its own, made by Flink's {@code MigrationTestsSnapshotGenerator}.
 */
class StreamStateUpgradeTest extends TypeSerializerUpgradeTestBase<StreamState, StreamState> {
    private static final FlinkVersion WRITTEN_WITH = FlinkVersion.v2_2;

    @Override
    public Collection<FlinkVersion> getMigrationVersions() {
        return List.of(WRITTEN_WITH);
    }

    @Override
    public Collection<TestSpecification<?, ?>> createTestSpecifications(FlinkVersion version)
            throws Exception {
        return List.of(
                new TestSpecification<>(
                        StreamOfFormat1.NAME, version, Setup.class, Verifier.class));
    }

    /** The bytes on file go on as if the stream had never stopped: all of the state is in them. */
    @Test
    void aStateOfFormat1GoesOnWithTheSameBits() throws IOException {
        BareStepper uninterrupted = StreamOfFormat1.stepped();
        uninterrupted.outputs().clear();
        uninterrupted.feed(StreamOfFormat1.after());
        assertThat(goneOn(stored()))
                .isEqualTo(RecordText.of(uninterrupted.outputs()))
                .hasSizeGreaterThan(20);
    }

    private static List<String> goneOn(StreamState state) {
        StreamStepper stepper =
                new StreamStepper(
                        StreamOfFormat1.model(), StepperOptions.DEFAULTS, StepObserver.NONE);
        List<Outgoing> outputs = new ArrayList<>();
        StreamOfFormat1.after().forEach(batch -> stepper.advance(state, batch, outputs::add));
        return RecordText.of(outputs);
    }

    private static StreamState stored() throws IOException {
        Path folder = StreamOfFormat1.RESOURCES.resolve(StreamOfFormat1.NAME + "-" + WRITTEN_WITH);
        byte[] bytes = Files.readAllBytes(folder.resolve("test-data"));
        return new StreamStateSerializer().deserialize(new DataInputDeserializer(bytes));
    }

    /** What wrote the files. */
    public static final class Setup implements PreUpgradeSetup<StreamState> {
        @Override
        public TypeSerializer<StreamState> createPriorSerializer() {
            return new StreamStateSerializer();
        }

        @Override
        public StreamState createTestData() {
            return StreamOfFormat1.stepped().state("sensor");
        }
    }

    /** What must come of them. */
    public static final class Verifier implements UpgradeVerifier<StreamState> {
        @Override
        public TypeSerializer<StreamState> createUpgradedSerializer() {
            return new StreamStateSerializer();
        }

        @Override
        public Condition<StreamState> testDataCondition() {
            StreamState expected = StreamOfFormat1.stepped().state("sensor");
            return new Condition<>(state -> equal(state, expected), "the state after the batches");
        }

        private static boolean equal(StreamState a, StreamState b) {
            return a.session() == b.session()
                    && a.lastSequence() == b.lastSequence()
                    && a.lastTimestampMs() == b.lastTimestampMs()
                    && a.step() == b.step()
                    && a.partition() == b.partition()
                    && a.model() == b.model()
                    && !a.ended()
                    && Arrays.equals(a.values("syn"), b.values("syn"))
                    && Arrays.equals(a.values("mem"), b.values("mem"));
        }

        @Override
        public Condition<TypeSerializerSchemaCompatibility<StreamState>>
                schemaCompatibilityCondition(FlinkVersion version) {
            return TypeSerializerConditions.isCompatibleAsIs();
        }
    }
}
