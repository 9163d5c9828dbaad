package org.spikelink.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.wire.Classification;
import org.spikelink.connectors.kafka.wire.Layer;
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
                                + "{\"bin_start_us\":15000,\"bin_us\":5000,\"layers\":[{\"layer\":0,\"neurons\":[]},{\"layer\":2,\"neurons\":[9]}]}]}");
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
    void theNamesAreThoseOfTheSchema() {
        String spikes = text(OutgoingJson.encode(Outputs.spikes()));
        String found = text(OutgoingJson.encode(Outputs.classification()));

        for (String name :
                names(SpikeBatch.getDescriptor(), Step.getDescriptor(), Layer.getDescriptor())) {
            assertThat(spikes).contains("\"" + name + "\":");
        }
        for (String name : names(Classification.getDescriptor())) {
            assertThat(found).contains("\"" + name + "\":");
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
