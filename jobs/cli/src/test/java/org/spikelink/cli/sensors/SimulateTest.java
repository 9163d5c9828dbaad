package org.spikelink.cli.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.sensors.simulate.Gesture;

class SimulateTest {
    @TempDir Path folder;

    @Test
    void theSameSeedWritesTheSameFilesAFolderForEachGesture() throws Exception {
        Run first = simulate("a", 9);
        Run second = simulate("b", 9);

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("18 recordings of 9 gestures written in ");
        assertThat(second.code()).isZero();
        Map<String, byte[]> files = files("a");
        assertThat(files).hasSize(18).containsKey("wave/0000-08.dat");
        assertThat(files("b"))
                .usingRecursiveComparison()
                .as("two runs with one seed")
                .isEqualTo(files);
        assertThat(RecordingFiles.find(folder.resolve("a")).recordings())
                .extracting(file -> file.label().orElseThrow())
                .containsAll(Gesture.labels());
    }

    @Test
    void anotherSeedWritesOthers() throws Exception {
        simulate("a", 1);
        simulate("b", 2);

        assertThat(files("a").get("pull/0000-07.dat"))
                .isNotEqualTo(files("b").get("pull/0000-07.dat"));
    }

    private Run simulate(String name, long seed) {
        return Run.spikelink(
                "simulate",
                "--out",
                folder.resolve(name),
                "--sensors",
                2,
                "--gestures",
                9,
                "--seed",
                seed,
                "--size",
                "20x16");
    }

    private Map<String, byte[]> files(String name) throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        for (Recording file : RecordingFiles.find(folder.resolve(name)).recordings()) {
            files.put(file.name(), Files.readAllBytes(file.path()));
        }
        return files;
    }

    @Test
    void itWritesARecordingThatInspectShowsAndPlots() {
        simulate("a", 4);
        Path file = folder.resolve("a/swipe-up/0000-02.dat");

        Run inspected = Run.spikelink("inspect", file, "--json");
        Run drawn = Run.spikelink("inspect", file, "--plot");

        assertThat(inspected.out()).contains("\"width\":20").contains("\"height\":16");
        assertThat(drawn.code()).isZero();
        List<String> lines = drawn.out().lines().toList();
        assertThat(lines).hasSize(9); // two pixels a character
        assertThat(lines.get(0)).hasSize(4 * 21 + 1).matches("[|+o -]+");
        assertThat(lines.get(8)).startsWith("4 slices of ");
    }

    @Test
    void aPreviewDrawsEachGestureOnce() {
        Run run = Run.spikelink("simulate", "--preview", "--scene", "wave,push", "--seed", 1);

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().filter(line -> !line.startsWith("|")))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("wave"),
                        line -> assertThat(line).startsWith("4 slices of "),
                        line -> assertThat(line).isEqualTo("push"),
                        line -> assertThat(line).startsWith("4 slices of "));
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        Run run = Run.spikelink("simulate", "--out", folder);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "simulate: " + folder + ": the folder must be new or empty");
        assertThat(folder).isDirectoryContaining("glob:**mine.txt");
    }

    @Test
    void invalidUsageIsReportedInOneLine() {
        Run nowhere = Run.spikelink("simulate");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("--out");
        assertWrong("(got two)", "--bootstrap-servers", "127.0.0.1:1");
        assertWrong("a gesture must be one of [swipe-left, ", "--scene", "swipe-left,nod");
        assertWrong("gestures must be at least one, each at most once", "--scene", "pull,pull");
        assertWrong("size must be WIDTHxHEIGHT in pixels (got 3)", "--size", 3);
        assertWrong("width must be from 1 to 1024 (got 2000)", "--size", "2000x3");
        assertWrong("threshold must be from 0.01 to 10 (got 0)", "--threshold", 0);
        assertWrong("sensors must be 1..1000000 (got 0)", "--sensors", 0);
        assertWrong("gestures must be at least 1 (got 0)", "--gestures", 0);
    }

    private void assertWrong(String message, Object... options) {
        List<Object> args = new ArrayList<>();
        args.addAll(List.of("simulate", "--out", folder.resolve("never")));
        args.addAll(List.of(options));
        Run run = Run.spikelink(args.toArray());
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(folder.resolve("never")).doesNotExist();
    }
}
