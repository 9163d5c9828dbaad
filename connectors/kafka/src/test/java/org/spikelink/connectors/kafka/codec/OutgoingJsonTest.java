package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.wire.Classification;
import org.spikelink.connectors.kafka.wire.HotPixel;
import org.spikelink.connectors.kafka.wire.Layer;
import org.spikelink.connectors.kafka.wire.SensorHealth;
import org.spikelink.connectors.kafka.wire.SpikeBatch;
import org.spikelink.connectors.kafka.wire.Step;

class OutgoingJsonTest {
    @Test
    void aSpikeBatchIsOneObject() {
        assertThat(text(OutgoingJson.encode(Outputs.spikes())))
                .isEqualTo(
                        "{\"format\":1,\"stream\":\"dvs-1\",\"session\":\"18364758544493064720\","
                                + "\"first_step\":40,\"model\":\"nmnist/1\",\"input_ms\":1700000000000,\"steps\":["
                                + "{\"bin_start_us\":10000,\"bin_us\":5000,\"layers\":[{\"layer\":0,\"neurons\":[1,300]},{\"layer\":2,\"neurons\":[]}]},"
                                + "{\"bin_start_us\":15000,\"bin_us\":5000,\"layers\":[{\"layer\":0,\"neurons\":[]},{\"layer\":2,\"neurons\":[9]}]}],\"silent_before\":0,\"shed_events\":0}");
    }

    @Test
    void aClassificationIsOneObject() {
        assertThat(text(OutgoingJson.encode(Outputs.classification())))
                .isEqualTo(
                        "{\"format\":1,\"stream\":\"dvs-1\",\"session\":\"18364758544493064720\",\"step\":41,"
                                + "\"window_start_us\":10000,\"window_end_us\":20000,\"class_index\":1,\"label\":\"one \\\"1\\\"\","
                                + "\"scores\":[0.0,12.5],\"confidence\":0.75,\"final\":true,\"model\":\"nmnist/1\","
                                + "\"input_ms\":1700000000000}");
    }

    @Test
    void theHealthOfASensorIsOneObject() {
        assertThat(text(OutgoingJson.encode(Outputs.health())))
                .isEqualTo(
                        "{\"format\":1,\"stream\":\"dvs-1\",\"session\":\"18364758544493064720\",\"start_us\":10000,"
                                + "\"end_us\":1010000,\"batches\":100,\"events\":5000000000,\"on\":2000000000,"
                                + "\"steps_back\":3,\"longest_step_back_us\":1500,\"missing\":2,\"rejected\":1,\"late\":4,"
                                + "\"latest_ms\":1250,\"full_slices\":17,\"fullest\":900,\"empty_rows\":6,"
                                + "\"flicker_hz\":100.25,\"flicker_share\":0.5,\"hot_pixels\":12,"
                                + "\"worst_pixels\":[{\"x\":1279,\"y\":719,\"events\":300}],"
                                + "\"troubles\":[\"time_steps_back\",\"event_rate\"],\"input_ms\":1700000000000}");
    }

    @Test
    void theStepOfAChangeOfModelIsWrittenAndRead() throws MalformedRecordException {
        byte[] spikes = OutgoingJson.encode(Outputs.changedSpikes());
        byte[] found = OutgoingJson.encode(Outputs.changedClassification());
        assertThat(text(spikes)).endsWith(",\"model_step\":12}");
        assertThat(OutgoingJsonDecoder.spikes(spikes).modelStep()).isEqualTo(12);
        assertThat(OutgoingJsonDecoder.classification(found).modelStep()).isEqualTo(12);
        assertThat(SpikeBatchCodec.decode(SpikeBatchCodec.encode(Outputs.changedSpikes())))
                .usingRecursiveComparison()
                .isEqualTo(Outputs.changedSpikes());
        byte[] binary = ClassificationCodec.encode(Outputs.changedClassification());
        assertThat(ClassificationCodec.decode(binary).modelStep()).isEqualTo(12);
    }

    @Test
    void theNamesAreThoseOfTheSchema() {
        String spikes = text(OutgoingJson.encode(Outputs.changedSpikes()));
        String found = text(OutgoingJson.encode(Outputs.changedClassification()));

        for (String name :
                names(SpikeBatch.getDescriptor(), Step.getDescriptor(), Layer.getDescriptor())) {
            assertThat(spikes).contains("\"" + name + "\":");
        }
        for (String name : names(Classification.getDescriptor())) {
            assertThat(found).contains("\"" + name + "\":");
        }
        String health = text(OutgoingJson.encode(Outputs.health()));
        for (String name : names(SensorHealth.getDescriptor(), HotPixel.getDescriptor())) {
            assertThat(health).contains("\"" + name + "\":");
        }
    }

    private static List<String> names(Descriptor... messages) {
        return Stream.of(messages)
                .flatMap(message -> message.getFields().stream())
                .map(FieldDescriptor::getName)
                .toList();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
