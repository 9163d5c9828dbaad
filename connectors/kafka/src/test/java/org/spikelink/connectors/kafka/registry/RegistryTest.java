package org.spikelink.connectors.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.schedule.file.ScheduleJson;

class RegistryTest {
    private static final ModelVersion V1 =
            new ModelVersion("m", "1", "a".repeat(64), "file:/store/a.safetensors");

    private final Registry registry = new Registry();

    private static PublishedModel published(ModelVersion version) {
        return new PublishedModel(version, 10, 20, PublishedModel.ARITHMETIC, "{\"name\":\"m\"}");
    }

    private Optional<String> add(String key, byte[] value) {
        return registry.add(key.getBytes(UTF_8), value, "spikelink.models/0/7");
    }

    private Optional<String> add(String key, String value) {
        return add(key, value.getBytes(UTF_8));
    }

    private static String json(ModelVersion version) {
        return new String(PublishedModelJson.write(published(version)), UTF_8);
    }

    @Test
    void whatIsPublishedIsFoundByNameAndVersionAndByContent() {
        assertThat(add("m@1", json(V1))).isEmpty();
        assertThat(registry.get("m", "1")).isEqualTo(published(V1));
        assertThat(registry.withContent("m", V1.sha256())).contains(V1);
        assertThat(registry.withContent("other", V1.sha256())).isEmpty();
        assertThat(registry.names()).containsExactly("m");
        assertThatThrownBy(() -> registry.get("m", "11"))
                .isInstanceOf(ScheduleException.class)
                .hasMessage("model m@11 has not been published (nearest: m@1)");
    }

    @Test
    void aPublishedVersionNeverGetsOtherContent() {
        add("m@1", json(V1));
        ModelVersion other = new ModelVersion("m", "1", "b".repeat(64), "file:/store/b");
        assertThat(add("m@1", json(other)).orElseThrow())
                .contains("spikelink.models/0/7: m@1 has been published with other content");
        assertThat(registry.get("m", "1").version()).isEqualTo(V1);
        assertThat(registry.problems()).hasSize(1);
    }

    @Test
    void anOlderScheduleReplacesNone() {
        ModelSchedule first = ModelSchedule.empty("m").activated(V1, 0, new StreamSelector.All());
        ModelSchedule second = first.activated(V1, 5, StreamSelector.parse("prefix:a"));
        assertThat(add("m", ScheduleJson.write(second))).isEmpty();
        assertThat(add("m", ScheduleJson.write(second))).isEmpty();
        assertThat(add("m", ScheduleJson.write(first)).orElseThrow())
                .contains("the revision must be over 3");
        assertThat(registry.schedule("m")).contains(second);
    }

    @Test
    void aRecordThatCannotBeUsedChangesNothing() {
        add("m@1", json(V1));
        assertThat(registry.add(null, new byte[0], "x")).isPresent();
        assertThat(add("", "{}")).isPresent();
        assertThat(add("k".repeat(1_301), "{}")).isPresent();
        assertThat(add("m@1", "")).isPresent();
        assertThat(add("m@1", "\u0000\u0001")).isPresent();
        assertThat(add("m@2", json(V1)).orElseThrow())
                .contains("the key must be 'm@1' (got 'm@2')");
        assertThat(
                        add("m@1", json(V1).replace("\"arithmetic\":1", "\"arithmetic\":2"))
                                .orElseThrow())
                .contains("arithmetic must be 1");
        assertThat(add("m@1", json(V1).replace("{\"name\":\"m\"}", "7")).orElseThrow())
                .contains("document must be an object");
        assertThat(add("m@1", json(V1).replace("model/1", "model/2")).orElseThrow())
                .contains("format must be 'spikelink-model/1'");
        assertThat(add("m", json(V1)).orElseThrow())
                .contains("format must be 'spikelink-schedule/1'");
        assertThat(registry.models()).containsExactly(published(V1));
        assertThat(registry.schedule("m")).isEmpty();
    }

    @Test
    void aDeletedVersionIsForgotten() {
        add("m@1", json(V1));
        assertThat(add("m@1", (byte[]) null)).isEmpty();
        assertThat(registry.models()).isEmpty();
    }

    @Test
    void aDocumentThatIsTooLongForARecordIsRejected() {
        PublishedModel model =
                new PublishedModel(V1, 1, 1, 1, "{\"name\":\"" + "x".repeat(1_000_000) + "\"}");
        assertThatThrownBy(() -> PublishedModelJson.write(model))
                .hasMessageContaining("its document is too long");
    }
}
