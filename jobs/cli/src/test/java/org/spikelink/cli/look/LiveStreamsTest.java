package org.spikelink.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.cli.console.TerminalScreen;
import org.spikelink.cli.console.TerminalSize;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.tools.watch.Latencies;
import org.spikelink.tools.watch.LiveStreams;
import org.spikelink.tools.watch.Screen;
import org.spikelink.tools.watch.Snapshot;
import org.spikelink.tools.watch.SnapshotText;
import org.spikelink.tools.watch.StreamRow;

class LiveStreamsTest {
    private static final long NOW = 1_700_000_000_000L;

    private final LiveStreams streams = new LiveStreams(NOW);

    @Test
    void theMostRecentlyActiveStreamsComeFirstAsManyAsFit() {
        streams.add(found("a", "zero", 0), NOW, NOW);
        streams.add(found("b", "one", 0), NOW, NOW);
        streams.add(found("c", "one", 0), NOW, NOW);
        streams.add(found("a", "two", 0), NOW, NOW + 1);

        Snapshot two = streams.snapshot(NOW + 1, 2);

        assertThat(two.streams()).isEqualTo(3);
        assertThat(two.rows()).extracting(StreamRow::stream).containsExactly("a", "c");
        assertThat(two.rows().get(0).label()).contains("two");
        assertThat(streams.snapshot(NOW + 1, 50).rows()).hasSize(3);
        assertThat(streams.snapshot(NOW + 1, 0).rows()).isEmpty();
    }

    @Test
    void theHealthOfASensorIsShownOnceItIsKnown() {
        streams.add(found("a", "zero", 0), NOW, NOW);
        assertThat(SnapshotText.lines(streams.snapshot(NOW, 5), 120))
                .noneMatch(line -> line.contains("health"));
        streams.add(health("sick", SensorHealth.Trouble.LATE), NOW, NOW);
        streams.add(health("well"), NOW, NOW);

        String text = String.join("\n", SnapshotText.lines(streams.snapshot(NOW, 5), 200));

        assertThat(text)
                .contains("1 sensors with troubles", "| events/s | health")
                .containsPattern("sick .* 5000 \\| 4 batches late, up to 1250 ms")
                .containsPattern("well .* 5000 \\| ok")
                .containsPattern("a .* - \\| -");
    }

    @Test
    void theModelsOfStreamsAreShownOnceThereAreSeveral() {
        streams.add(found("a", "zero", 0), NOW, NOW);
        assertThat(SnapshotText.lines(streams.snapshot(NOW, 5), 120))
                .noneMatch(line -> line.contains("model"));
        streams.add(spikes("b", NOW, 2, "m/2"), NOW, NOW);
        streams.add(spikes("c", NOW, 2, "m/2"), NOW, NOW);

        String text = String.join("\n", SnapshotText.lines(streams.snapshot(NOW, 5), 120));

        assertThat(text)
                .contains("m/1: 1 stream, m/2: 2 streams", "| stream | model | class")
                .containsPattern("a +\\| m/1 +\\| zero")
                .containsPattern("c +\\| m/2 +\\| -");
    }

    @Test
    void howFarAShadowAndTheActiveModelAgreeIsShown() {
        for (int n = 0; n < 4; n++) {
            ShadowClass shadow = new ShadowClass(window("a", n, n == 3 ? 1 : 0, "m/2", true));
            Classification active = window("a", n, 0, "m/1", true);
            streams.add(n % 2 == 0 ? shadow : active, NOW, NOW); // in any order
            streams.add(n % 2 == 0 ? active : shadow, NOW, NOW);
        }
        streams.add(window("a", 9, 0, "m/1", false), NOW, NOW);
        streams.add(new ShadowClass(window("a", 9, 1, "m/2", false)), NOW, NOW);
        streams.add(new ShadowClass(window("b", 1, 1, "m/2", true)), NOW, NOW);

        assertThat(SnapshotText.lines(streams.snapshot(NOW, 5), 120).get(0))
                .contains("1 streams", ", shadow m/2 agrees in 75.0 % of 4 windows")
                .doesNotContain("m/1: ");
    }

    private static Classification window(
            String stream, long startUs, int index, String model, boolean isFinal) {
        return new Classification(
                stream,
                1,
                3,
                startUs,
                startUs + 5,
                index,
                "c",
                new float[2],
                0.5f,
                isFinal,
                model,
                NOW);
    }

    static SensorHealth health(String stream, SensorHealth.Trouble... troubles) {
        return new SensorHealth(
                stream,
                1,
                0,
                1_000_000,
                100,
                5_000,
                2_000,
                0,
                0,
                0,
                0,
                4,
                1_250,
                1,
                9,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(troubles),
                NOW);
    }

    @Test
    void ratesAreOfTheLastFullSecondsAndFallToZero() {
        for (int ms = 0; ms < 5000; ms += 100) {
            streams.add(spikes("a", 0, 3), NOW + ms, NOW + ms);
            streams.add(found("b", "one", 0), NOW + ms, NOW + ms);
        }

        Snapshot busy = streams.snapshot(NOW + 5000, 10);

        assertThat(busy.spikesPerSecond()).isEqualTo(30);
        assertThat(busy.classesPerSecond()).isEqualTo(10);
        assertThat(busy.rows().get(1).spikesPerSecond()).isEqualTo(30);
        assertThat(streams.snapshot(NOW + 9000, 10).spikesPerSecond()).isZero();
    }

    @Test
    void aTerminalShowsTheSpikesOfTheLastSecondsAsASparkline() {
        streams.add(spikes("late", 0, 0), NOW, NOW);
        for (int second = 0; second < 9; second++) {
            streams.add(spikes("rising", 0, second), NOW + second * 1000L, NOW + second * 1000L);
        }
        streams.add(spikes("late", 0, 100), NOW + 9_000, NOW + 9_000);
        streams.add(spikes("rising", 0, 100), NOW + 10_000, NOW + 10_000); // a second that runs
        Snapshot snapshot = streams.snapshot(NOW + 10_000, 5);

        List<String> wide = SnapshotText.lines(snapshot, 80, true);

        assertThat(wide.get(2)).contains("| spikes/s | last 10 s  |");
        assertThat(wide.get(4)).contains("| ▁▂▃▄▅▆▇██▁ |").contains("rising");
        assertThat(wide.get(5)).contains("| ▁▁▁▁▁▁▁▁▁█ |").contains("late");
        assertThat(wide.subList(1, wide.size())).allMatch(line -> line.length() <= 80);
        assertThat(SnapshotText.lines(snapshot, 80, false))
                .noneMatch(line -> line.contains("last 10 s") || line.contains("█"));
        assertThat(SnapshotText.lines(snapshot, 50, true))
                .as("no room")
                .isEqualTo(SnapshotText.lines(snapshot, 50, false));
    }

    @Test
    void aSparklineHasItsColumnBesideModelAndHealth() {
        streams.add(found("a", "zero", 0), NOW, NOW);
        streams.add(spikes("a", NOW, 7), NOW, NOW);
        streams.add(spikes("b", NOW, 2, "m/2"), NOW, NOW);
        streams.add(health("a"), NOW, NOW);

        String text =
                String.join("\n", SnapshotText.lines(streams.snapshot(NOW + 1000, 5), 200, true));

        assertThat(text)
                .containsPattern(
                        "\\| model \\| class .* \\| last 10 s +\\| latency \\| events/s \\|")
                .containsPattern("a +\\| m/1 +\\| zero .* ▁{9}█ \\| +\\d+ ms \\| +5000 \\| ok");
    }

    @Test
    void aTerminalWithoutBlocksGetsNoSparklines() {
        assertThat(
                        new TerminalScreen(
                                        new PrintWriter(new StringWriter()),
                                        () -> TerminalSize.DEFAULT,
                                        StandardCharsets.US_ASCII)
                                .showsBlocks())
                .isFalse();
    }

    @Test
    void theLatencyIsFromTheInputsTimestampToTheOutputs() {
        for (int i = 1; i <= 100; i++) {
            streams.add(found("a", "one", NOW), NOW + i, NOW + 500);
        }

        Snapshot now = streams.snapshot(NOW + 500, 10);
        Snapshot later = streams.snapshot(NOW + 500 + Latencies.SECONDS * 1000L, 10);

        assertThat(now.rows().get(0).latencyMs()).isEqualTo(100);
        assertThat(now.p50Ms()).hasValue(50);
        assertThat(now.p99Ms()).hasValue(99);
        assertThat(now.readP50Ms()).hasValue(500);
        assertThat(later.p50Ms()).isEmpty();
    }

    @Test
    void theOldestStreamsAreForgottenWhereThereAreTooMany() {
        for (int i = 0; i <= LiveStreams.MAX_STREAMS; i++) {
            streams.add(found("s" + i, "one", NOW), NOW, NOW);
        }

        Snapshot all = streams.snapshot(NOW, Integer.MAX_VALUE);

        assertThat(all.streams()).isEqualTo(LiveStreams.MAX_STREAMS);
        assertThat(all.rows().get(all.rows().size() - 1).stream()).isEqualTo("s1");
    }

    @Test
    void theTableShowsTotalsRowsAndErrors() {
        streams.add(found("a\u001b[2J\n", "one", NOW), NOW + 7, NOW + 10);
        streams.add(spikes("only-spikes", NOW, 2), NOW + 9, NOW + 10);
        streams.addUndecodable();
        Snapshot snapshot =
                streams.snapshot(NOW + 10, 10).withBrokerMissing(Duration.ofSeconds(12));

        List<String> lines = SnapshotText.lines(snapshot, 80);

        assertThat(lines).hasSize(SnapshotText.OTHER_LINES + 2).allMatch(l -> l.length() <= 150);
        assertThat(lines.get(0))
                .isEqualTo(
                        "2 streams, 0.0 classes/s, 0 spikes/s, latency p50 7 ms p99 9 ms, until read p50 10 ms p99"
                                + " 10 ms, 1 undecodable records, NO BROKER for 12 s");
        assertThat(lines.get(4)).contains("only-spikes", "-", "9 ms");
        assertThat(lines.get(5)).contains("a\\u001b[2J\\u000a", "one", "0.75", "7 ms");
    }

    @Test
    void longNamesAreCutToTheTerminalsWidth() {
        streams.add(found("n".repeat(300), "l".repeat(300), NOW), NOW, NOW);

        List<String> lines = SnapshotText.lines(streams.snapshot(NOW, 10), 100);

        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.length() <= 100);
    }

    @Test
    void aTerminalIsRefreshedInPlaceAndGivenBack() {
        StringWriter terminal = new StringWriter();
        try (Screen screen =
                new TerminalScreen(
                        new PrintWriter(terminal),
                        () -> new TerminalSize(10, 5),
                        StandardCharsets.UTF_8)) {
            assertThat(screen.showsBlocks()).isTrue();
            assertThat(screen.rows()).isEqualTo(4);
            screen.show(List.of("123456789"));
            screen.show(List.of("x"));
        }

        assertThat(terminal.toString())
                .startsWith("\u001b[?25l\u001b[2J\u001b[H12345\u001b[K\n\u001b[J")
                .endsWith("\u001b[Hx\u001b[K\n\u001b[J\u001b[?25h");
    }

    @Test
    void theSizeIsReadFromStty() {
        assertThat(TerminalSize.parse("50 200\n")).isEqualTo(new TerminalSize(50, 200));
        assertThat(TerminalSize.parse("0 0\n")).isEqualTo(TerminalSize.DEFAULT);
        assertThat(TerminalSize.parse("")).isEqualTo(TerminalSize.DEFAULT);
    }

    static Classification found(String stream, String label, long inputMs) {
        return new Classification(
                stream, 1, 2, 3, 4, 0, label, new float[] {1}, 0.75f, true, "m/1", inputMs);
    }

    static SpikeBatch spikes(String stream, long inputMs, int count) {
        return spikes(stream, inputMs, count, "m/1");
    }

    private static SpikeBatch spikes(String stream, long inputMs, int count, String model) {
        SpikeBatch.Step step = new SpikeBatch.Step(0, 10, new int[][] {new int[count]});
        return new SpikeBatch(stream, 1, 0, model, inputMs, new int[] {0}, List.of(step));
    }
}
