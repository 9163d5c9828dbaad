package org.spikelink.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.OutputReader;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.evaluation.RecordingSet;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.cluster.Wait;
import org.spikelink.tools.demo.Gestures;
import org.spikelink.tools.demo.LiveDemo;
import org.spikelink.tools.demo.LocalDemo;

/**
 * The page in a real browser. {@code -Dview.pictures=FOLDER} writes the pictures of the documentation there. Skipped
 * where there is no Chromium.
 */
class PageIT {
    private static final Topics TOPICS = Topics.defaults();
    private static final int STREAMS = 21;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** What the page's own work may take in a frame, ms: at 60 frames a second. */
    private static final double FRAME_BUDGET_MS = 16;

    @TempDir private Path folder;

    @Test
    void theDemosPageShowsTheRightClassesAndTheTopicsSpikes() throws Exception {
        ChromeDriver page = Chromium.open(1280, 860);
        Gestures.simulate(folder.resolve("gestures"), 2026, () -> {});
        List<Recording> recordings =
                LocalDemo.sample(
                        RecordingSet.of(folder.resolve("gestures")).labelledBy(Gestures.model()),
                        STREAMS);
        CompletableFuture<KafkaCluster> started = new CompletableFuture<>();
        Thread demo =
                new Thread(
                        () ->
                                new LiveDemo(Gestures.model(), Optional.of(1), folder)
                                        .run(recordings, started::complete),
                        "demo");
        demo.start();
        try (ViewerServer viewer = view(started.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))) {
            page.get(viewer.uri().toString());
            until(page, "return spikelink.wall.order.length === " + STREAMS);
            for (Recording recording : recordings) {
                until(
                        page,
                        "return [...document.querySelectorAll('.tile')].some((tile) => tile.title === arguments[0]"
                                + " && tile.querySelector('b').textContent === arguments[1])",
                        recording.name(),
                        recording.label().orElseThrow());
            }
            picture(page, "wall", "dark");
            picture(page, "wall", "light");
            String stream = recordings.get(0).name();
            try (OutputReader reader =
                    new OutputReader(
                            started.get(),
                            TOPICS.spikes(),
                            TOPICS.classes(),
                            new StartFrom.Earliest())) {
                page.executeScript(
                        "location.hash = '#/stream/' + encodeURIComponent(arguments[0])", stream);
                until(
                        page,
                        "return [...spikelink.rasters.layers.values()].some((l) => l.columns.length > 80)");
                page.executeScript("document.getElementById('pause').click()");
                List<String> shown = pageSteps(page);
                assertThat(topicSteps(reader, stream, shown))
                        .as("spikes of %s in the topic", stream)
                        .containsSequence(shown);
            }
            page.executeScript("document.getElementById('live').click()");
            until(page, "return spikelink.player.isLive()");
            Thread.sleep(3_000);
            picture(page, "stream", "dark");
            picture(page, "stream", "light");
            assertThat(errors(page)).isEmpty();
        } finally {
            page.quit();
            demo.interrupt();
            demo.join();
        }
    }

    @Test
    void aHundredStreamsAndHostileNamesDoNotHurtThePage() throws Exception {
        ChromeDriver page = Chromium.open(1280, 720);
        AtomicBoolean ended = new AtomicBoolean();
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.kafka().createTopics(4, TOPICS);
            CompletableFuture<Void> load =
                    CompletableFuture.runAsync(() -> send(broker.kafka(), 100, ended));
            try (ViewerServer viewer = view(broker.kafka());
                    Clients clients = new Clients(broker)) {
                page.get(viewer.uri().toString());
                until(page, "return spikelink.wall.order.length === 100");
                holdsBudget(page, "100 tiles");
                page.executeScript("location.hash = '#/stream/camera-007'");
                until(page, "return spikelink.picture.width > 0");
                holdsBudget(page, "one of 100 streams");
                page.executeScript("location.hash = '#/'");

                String hostile = "<img src=x onerror=\"window.hurt=1\">";
                clients.send(
                        TOPICS.sensors(),
                        hostile.getBytes(UTF_8),
                        SensorBatchEncoder.encode(Sent.batch(hostile, 0, 0, Sent.events(9, 3))));
                until(
                        page,
                        "return [...document.querySelectorAll('.tile .name')].some((name) => name.textContent ==="
                                + " arguments[0])",
                        hostile);
                page.executeScript(
                        "location.hash = '#/stream/' + encodeURIComponent(arguments[0])", hostile);
                until(
                        page,
                        "return document.getElementById('name').textContent === arguments[0]",
                        hostile);
                assertThat(page.executeScript("return window.hurt ?? 'unhurt'"))
                        .isEqualTo("unhurt");
                assertThat(
                                page.executeScript(
                                        "return document.querySelectorAll('main img').length"))
                        .isEqualTo(0L);
                assertThat(errors(page)).isEmpty();
            }
            ended.set(true);
            load.join();
        } finally {
            ended.set(true);
            page.quit();
        }
    }

    private static ViewerServer view(KafkaCluster kafka) {
        return ViewerServer.start(
                new ViewerOptions(
                        kafka,
                        TOPICS,
                        RegistryReader.TOPIC,
                        InputFormat.PROTOBUF,
                        ViewerOptions.LOOPBACK,
                        0),
                notice -> {});
    }

    /** About a million events a second, from so many streams. */
    private static void send(KafkaCluster kafka, int streams, AtomicBoolean ended) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            long startNs = System.nanoTime();
            for (long n = 0; !ended.get(); n++) {
                for (int s = 0; s < streams; s++) {
                    String stream = "camera-%03d".formatted(s);
                    byte[] value =
                            SensorBatchEncoder.encode(
                                    Sent.batch(stream, n, n * 50_000, Sent.events(500, 24 + s)));
                    var unused =
                            producer.send(
                                    new ProducerRecord<>(
                                            TOPICS.sensors(), stream.getBytes(UTF_8), value));
                }
                long waitMs = (n + 1) * 50 - (System.nanoTime() - startNs) / 1_000_000;
                Thread.sleep(Math.max(0, waitMs));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void holdsBudget(ChromeDriver page, String what) throws Exception {
        page.executeScript("spikelink.frames.work.length = 0; spikelink.frames.gaps.length = 0");
        Thread.sleep(4_000);
        List<?> figures =
                (List<?>)
                        page.executeScript(
                                "const { frames, quantile } = spikelink; return [frames.work.length,"
                                        + " quantile(frames.work, 0.5), quantile(frames.work, 0.99), quantile(frames.gaps, 0.5),"
                                        + " document.getElementById('totals').textContent]");
        System.out.println(what + ": frames, work p50, work p99, gap p50, totals: " + figures);
        assertThat(((Number) figures.get(0)).intValue()).as("frames").isPositive();
        assertThat(((Number) figures.get(1)).doubleValue())
                .as("the page's work in a frame, median, ms: %s", what)
                .isLessThan(FRAME_BUDGET_MS);
    }

    /**
     * Steps of the topic as {@code step/layer: neurons}, in order; sessions follow each other. Read until those that
     * the page shows are among them, or time is up.
     */
    private static List<String> topicSteps(OutputReader reader, String stream, List<String> shown) {
        List<String> steps = new ArrayList<>();
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (Collections.indexOfSubList(steps, shown) < 0 && System.nanoTime() < endNs) {
            reader.read(
                    Duration.ofMillis(100),
                    new OutputReader.Sink() {
                        @Override
                        public void output(Outgoing output, long writtenMs) {
                            if (output instanceof SpikeBatch batch
                                    && batch.stream().equals(stream)) {
                                add(batch, steps);
                            }
                        }

                        @Override
                        public void undecodable() {}
                    });
        }
        return steps;
    }

    private static void add(SpikeBatch batch, List<String> steps) {
        long step = batch.firstStep();
        for (SpikeBatch.Step one : batch.steps()) {
            StringBuilder text = new StringBuilder().append(step++);
            for (int layer = 0; layer < batch.layers().length; layer++) {
                text.append(" /").append(batch.layers()[layer]).append(':');
                for (int neuron : one.neurons()[layer]) {
                    text.append(' ').append(neuron);
                }
            }
            steps.add(text.toString());
        }
    }

    private static List<String> pageSteps(ChromeDriver page) {
        List<?> columns =
                (List<?>)
                        page.executeScript(
                                "const layers = [...spikelink.rasters.layers.values()].sort((a, b) => a.index - b.index);"
                                        + " return layers[0].columns.map((column, i) => column.step + layers.map((layer) =>"
                                        + " ` /${layer.index}:` + [...layer.columns[i].neurons].map((n) => ' ' + n).join('')).join(''))");
        assertThat(columns).as("steps on the page").hasSizeGreaterThan(80);
        return columns.stream().map(String::valueOf).toList();
    }

    private static void until(ChromeDriver page, String script, Object... arguments)
            throws Exception {
        Wait.until(
                script + " " + List.of(arguments),
                PATIENCE,
                () -> page.executeScript(script, arguments).equals(true));
    }

    private static List<String> errors(ChromeDriver page) {
        return page.manage().logs().get("browser").getAll().stream().map(Object::toString).toList();
    }

    private static void picture(ChromeDriver page, String what, String theme) throws Exception {
        String to = System.getProperty("view.pictures", "");
        if (!to.isEmpty()) {
            page.executeScript("document.documentElement.dataset.theme = arguments[0]", theme);
            Thread.sleep(1_500);
            Path file = Path.of(to, "view-%s-%s.png".formatted(what, theme));
            Files.createDirectories(file.getParent());
            Files.write(file, page.getScreenshotAs(OutputType.BYTES));
        }
    }
}
