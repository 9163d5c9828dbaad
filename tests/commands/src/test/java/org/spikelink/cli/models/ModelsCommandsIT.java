package org.spikelink.cli.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.codec.ClassificationCodec;
import org.spikelink.connectors.kafka.registry.KafkaScheduleFeed;
import org.spikelink.connectors.kafka.registry.RegistryWriter;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.Safetensors;
import org.spikelink.core.record.Classification;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.ScheduleFeed;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.broker.SharedBroker;
import org.spikelink.tools.demo.Demo;

/** The commands on a broker, from the first version to the rollback. */
@ExtendWith(SharedBroker.class)
class ModelsCommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private LocalBroker broker;
    private String topic;

    private void topic(LocalBroker shared, TestInfo test) {
        broker = shared;
        topic = test.getTestMethod().orElseThrow().getName() + ".models";
    }

    private Run models(Object... args) {
        List<Object> words = new ArrayList<>(List.of("models"));
        words.addAll(Arrays.asList(args));
        words.addAll(
                List.of(
                        "--bootstrap-servers",
                        broker.kafka().bootstrapServers(),
                        "--models-topic",
                        topic));
        return Run.spikelink(words.toArray());
    }

    private Run publish(Object... files) {
        List<Object> words =
                new ArrayList<>(List.of("publish", "--model-store", folder.resolve("store")));
        words.addAll(Arrays.asList(files));
        return models(words.toArray());
    }

    /** The demo's model as another version, with another weight. */
    private Path version(String file, String version, float weight) throws Exception {
        byte[] bytes;
        try (InputStream in = Demo.class.getResourceAsStream("gestures.safetensors")) {
            bytes = in.readAllBytes();
        }
        Safetensors model = Safetensors.parse(bytes);
        String document =
                model.metadata()
                        .get("spikelink")
                        .replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"" + version + "\"");
        model.tensors().get("layers.0.weight_ih").values()[0] = weight;
        byte[] changed = new Safetensors(Map.of("spikelink", document), model.tensors()).toBytes();
        return Files.write(folder.resolve(file), changed);
    }

    private List<String> states() throws Exception {
        Run list = models("list", "--json");
        assertThat(list.code()).as(list.err()).isZero();
        List<String> states = new ArrayList<>();
        for (JsonNode model : JSON.readTree(list.out())) {
            states.add(model.get("version").asText() + " " + model.get("state").asText());
        }
        return states;
    }

    @Test
    void aVersionIsPublishedTriedPromotedAndTakenBack(LocalBroker shared, TestInfo test)
            throws Exception {
        topic(shared, test);
        Run published = publish(version("1", "1", 0.1f), version("2", "2", 0.2f));
        assertThat(published.code()).as(published.err()).isZero();
        assertThat(published.out()).contains("gestures@1 is published", "gestures@2 is published");
        assertThat(states()).containsExactly("1 ", "2 ");

        assertThat(models("activate", "gestures@1").out())
                .contains("gestures@1 is active for all streams from now on");
        assertThat(states()).containsExactly("1 active", "2 ");

        assertThat(models("canary", "gestures@2", "--percent", "10").code()).isZero();
        assertThat(states().get(1)).startsWith("2 canary (percent:10:");
        assertThat(models("status").out()).contains("canary", "active");

        assertThat(models("promote", "gestures").out()).contains("gestures/2 is active for all");
        assertThat(states()).containsExactly("1 ", "2 active");

        assertThat(models("rollback", "gestures").out()).contains("gestures/1 is active for all");
        assertThat(states()).containsExactly("1 active", "2 ");

        Run scheduled = models("activate", "gestures@2", "--in", "1h", "--streams", "prefix:hall");
        assertThat(scheduled.out()).contains("gestures@2 is active for streams prefix:hall from 2");
        assertThat(states()).containsExactly("1 active", "2 scheduled");
    }

    @Test
    void aVersionThatBreaksItsRuleIsTakenBackOnceAndTheReasonIsShown(
            LocalBroker shared, TestInfo test) throws Exception {
        topic(shared, test);
        String classes = topic + ".classes";
        String shadows = topic + ".shadow";
        publish(version("1", "1", 0.1f), version("2", "2", 0.2f));
        models("activate", "gestures@1", "--at", "1");
        assertThat(models("canary", "gestures@2", "--percent", "5", "--rollback-if", "soon").err())
                .contains("a rollback rule must be like agreement<0.9 for 10min");
        long fromMs = System.currentTimeMillis() - 360_000;
        Run canary =
                models(
                        "canary",
                        "gestures@2",
                        "--percent",
                        "5",
                        "--at",
                        Long.toString(fromMs),
                        "--rollback-if",
                        "agreement<0.9 for 5min");
        assertThat(canary.out())
                .contains("gestures/2 is taken back to gestures/1 if agreement<0.9");
        assertThat(models("status").out())
                .contains("version 2 is taken back to 1 if agreement<0.9 for 5min");
        Object[] guard = {"guard", "--once", "--classes-topic", classes, "--shadow-topic", shadows};
        assertThat(models(guard).err()).contains("has no topic", classes, shadows);

        shared.kafka().createTopics(1, classes, shadows);
        assertThat(models(guard).out()).contains("gestures/2: no windows in 5min with gestures/1");
        try (Clients clients = new Clients(shared)) {
            for (int n = 0; n < 200; n++) {
                long ms = fromMs + n * 1_700L;
                byte[] key = {};
                clients.send(classes, key, ClassificationCodec.encode(found("2", n, 0, ms)));
                clients.send(shadows, key, ClassificationCodec.encode(found("1", n, n % 2, ms)));
            }
        }
        String said = models(guard).out();
        assertThat(said).contains("gestures/1 is active for all streams from now on");
        assertThat(said).contains("gestures/2 is no longer active for 5 % of the streams");
        assertThat(models(guard).out()).as("the rule has ended").isEmpty();
        assertThat(states()).containsExactly("1 active", "2 ");
        String reason = "by a rollback rule: version 2: agreement 0.";
        assertThat(models("status").out()).contains(reason);
        assertThat(models("list").out()).contains(reason);
        assertThat(models("status", "--json").out()).contains("\"reason\":\"version 2: agreement");
    }

    private static Classification found(String version, int window, int answer, long inputMs) {
        return new Classification(
                "cam",
                0,
                window,
                window * 10L,
                window * 10L + 10,
                answer,
                "label",
                new float[] {1, 0},
                1,
                true,
                "gestures/" + version,
                inputMs);
    }

    @Test
    void aBadModelIsNeverPublished(LocalBroker shared, TestInfo test) throws Exception {
        topic(shared, test);
        Path good = version("1", "1", 0.1f);
        assertThat(publish(good).code()).isZero();
        assertThat(publish(good).out()).contains("gestures@1 was published before");

        assertThat(publish(version("other", "1", 0.5f)))
                .satisfies(r -> assertThat(r.code()).isEqualTo(1))
                .extracting(Run::err)
                .asString()
                .contains("gestures@1 has been published with other content", "new version");
        assertThat(publish(version("nan", "2", Float.NaN)).err())
                .contains("nan: layers.0.weight_ih must hold finite values");
        Safetensors narrow = Safetensors.parse(Files.readAllBytes(version("n", "2", 0.1f)));
        Map<String, Tensor> tensors = new HashMap<>(narrow.tensors());
        int[] shape = tensors.get("layers.0.weight_ih").shape();
        int[] wrong = {shape[0], shape[1] - 1};
        tensors.put(
                "layers.0.weight_ih",
                new Tensor(wrong, new float[Math.multiplyExact(wrong[0], wrong[1])]));
        Path misshapen =
                Files.write(
                        folder.resolve("misshapen"),
                        new Safetensors(narrow.metadata(), tensors).toBytes());
        assertThat(publish(misshapen).err())
                .contains(
                        "misshapen: layers.0.weight_ih must be [%d, %d] (got [%d, %d])"
                                .formatted(shape[0], shape[1], wrong[0], wrong[1]));
        byte[] bytes = Files.readAllBytes(good);
        Path truncated = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 9));
        assertThat(publish(truncated).err()).contains("cut: ", "is it truncated?");
        Path garbage = Files.write(folder.resolve("garbage"), new byte[1_000]);
        assertThat(publish(garbage).code()).isEqualTo(1);
        assertThat(publish(version("at", "2@x", 1)).err()).contains("must not contain '@'");

        assertThat(states()).containsExactly("1 ");
        assertThat(models("activate", "gestures@2").err())
                .contains("gestures@2 has not been published (nearest: gestures@1)");
        try (var files = Files.list(folder.resolve("store"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".safetensors"))).hasSize(1);
        }
    }

    @Test
    void recordsThatOthersWroteAreNamedAndIgnored(LocalBroker shared, TestInfo test)
            throws Exception {
        topic(shared, test);
        publish(version("1", "1", 0.1f));
        try (Clients clients = new Clients(shared)) {
            clients.send(topic, "gestures".getBytes(UTF_8), "{\u001b[2J".getBytes(UTF_8));
        }
        Run list = models("list");
        assertThat(list.code()).isZero();
        assertThat(list.err())
                .contains("warning: ignored record " + topic + "/0/", "must be JSON")
                .doesNotContain("\u001b");
    }

    @Test
    void onlyTheLatestOfTwoWritersWrites(LocalBroker shared, TestInfo test) throws Exception {
        topic(shared, test);
        ModelVersion version = new ModelVersion("m", "1", "a".repeat(64), "file:/x");
        ModelSchedule schedule =
                ModelSchedule.empty("m")
                        .activated(
                                version, 0, new org.spikelink.core.schedule.StreamSelector.All());
        try (RegistryWriter first = new RegistryWriter(shared.kafka(), topic);
                RegistryWriter second = new RegistryWriter(shared.kafka(), topic)) {
            assertThatThrownBy(() -> first.write(schedule))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("another command is changing topic " + topic);
            second.write(schedule);
            assertThat(second.registry().schedule("m")).contains(schedule);
        }
    }

    @Test
    void aJobHearsOfEachChange(LocalBroker shared, TestInfo test) throws Exception {
        topic(shared, test);
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        ScheduleFeed feed = new KafkaScheduleFeed(shared.kafka(), topic, "gestures");
        ScheduleFeed.Following following =
                feed.follow(
                        new ScheduleFeed.Listener() {
                            @Override
                            public void changed(ModelSchedule schedule) {
                                heard.add(
                                        "active "
                                                + schedule.activeFor("s", Long.MAX_VALUE)
                                                        .map(ModelVersion::version)
                                                        .orElse("none"));
                            }

                            @Override
                            public void unreadable(String reason) {
                                heard.add(reason);
                            }

                            @Override
                            public void readable() {
                                heard.add("readable");
                            }
                        });
        try {
            assertThat(heard.poll(60, TimeUnit.SECONDS)).contains("has no topic " + topic);
            publish(version("1", "1", 0.1f), version("2", "2", 0.2f));
            models("activate", "gestures@1");
            List<String> next = new ArrayList<>();
            while (!next.contains("active 1")) {
                next.add(heard.poll(60, TimeUnit.SECONDS));
            }
            assertThat(next).contains("readable").doesNotContain("active 2");
            models("activate", "gestures@2");
            List<String> last = new ArrayList<>();
            while (!last.contains("active 2")) {
                last.add(heard.poll(60, TimeUnit.SECONDS));
            }
            assertThat(last).contains("active 2");
        } finally {
            following.close();
        }
    }
}
