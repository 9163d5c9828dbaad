package org.spikelink.operators.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BundleOptions;
import org.spikelink.operators.StepOperator;
import org.spikelink.operators.TestModels;

/** With {@code pipeline.generic-types: false} Flink rejects any type that would fall back to Kryo. */
class NoKryoTest {
    private static final Configuration NO_GENERIC_TYPES =
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false);

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeHasASerializerOfItsOwn(RecordTypeInfo<?> type) {
        assertThat(type.createSerializer(new SerializerConfigImpl(NO_GENERIC_TYPES)))
                .isInstanceOf(RecordSerializer.class);
    }

    static List<RecordTypeInfo<?>> types() {
        return List.of(RecordTypeInfo.INCOMING, RecordTypeInfo.OUTGOING);
    }

    @Test
    void aJobOfTheOperatorNeedsNoGenericType() {
        assertThat(job(RecordTypeInfo.INCOMING)).isNotZero();
    }

    @Test
    void withFlinksOwnTypeTheSameJobIsRejected() {
        assertThatThrownBy(() -> job(TypeInformation.of(Incoming.class)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Generic types have been disabled");
    }

    @Test
    void typesAreEqualOnlyToThemselvesAlsoAfterTheirTravel() throws Exception {
        assertThat(InstantiationUtil.clone(RecordTypeInfo.INCOMING))
                .isNotSameAs(RecordTypeInfo.INCOMING)
                .isEqualTo(RecordTypeInfo.INCOMING)
                .isNotEqualTo(RecordTypeInfo.OUTGOING)
                .hasToString("Incoming");
    }

    /** Vertices of the job's graph; making it asks for every serializer. */
    private static int job(TypeInformation<Incoming> type) {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(NO_GENERIC_TYPES);
        env.fromData(List.<Incoming>of(TestRecords.batches()), type)
                .keyBy(Incoming::stream)
                .transform(
                        "step",
                        RecordTypeInfo.OUTGOING,
                        new StepOperator(
                                ModelFile.bytes(TestModels.events()),
                                StepperOptions.DEFAULTS,
                                BundleOptions.DEFAULTS))
                .sinkTo(new DiscardingSink<>());
        return env.getStreamGraph().getJobGraph().getNumberOfVertices();
    }
}
