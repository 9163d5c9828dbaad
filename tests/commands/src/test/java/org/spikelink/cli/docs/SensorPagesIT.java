package org.spikelink.cli.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.cli.Run;
import org.spikelink.cli.docs.PageCommands.Command;
import org.spikelink.cli.docs.SensorFiles.Event;

/**
 * Runs the commands of the pages in {@code docs/sensors}, from a recording and from a live camera to a class. What sends
 * over loopback in place of the camera writes as the camera's software does. Only training is shortened.
 */
@Timeout(240)
class SensorPagesIT {
    private static final Path PAGES = Path.of("../../docs/sensors");
    private static final String BROKER = "127.0.0.1:9092";
    private static final Set<String> LABELS = Set.of("left", "right");
    private static final int EVENTS_A_DATAGRAM = 60;

    /** How the camera of a page records. */
    enum Page {
        DVS128(128, 128, ".aedat"),
        DAVIS(346, 260, ".aedat4"),
        DVXPLORER(640, 480, ".aedat4"),
        EVK(1280, 720, ".raw"),
        GENX320(320, 320, ".raw"),
        SYNSENSE(128, 128, ".npy"),
        ROS(640, 480, ".mcap"),
        FILES(64, 64, ".csv");

        private final int width;
        private final int height;
        private final String suffix;

        Page(int width, int height, String suffix) {
            this.width = width;
            this.height = height;
            this.suffix = suffix;
        }

        Path file() {
            return PAGES.resolve(name().toLowerCase(java.util.Locale.ROOT) + ".md");
        }

        private String sensor() {
            return width + "x" + height;
        }

        byte[] recording(List<Event> events, Path folder) throws IOException {
            return switch (this) {
                case DVS128 -> SensorFiles.aedat2(events, false);
                case DAVIS, DVXPLORER -> SensorFiles.converted(events, folder, ".aedat4", sensor());
                case EVK -> SensorFiles.converted(events, folder, ".raw", sensor());
                case GENX320 ->
                        joined(
                                "% evt 2.1\n% format EVT21;endianness=little;height=320;width=320\n% end\n",
                                SensorFiles.evt21(events));
                case SYNSENSE -> SensorFiles.npy(events);
                case ROS -> SensorFiles.mcap(events, "/event_camera/events");
                case FILES -> SensorFiles.csv(events);
            };
        }

        /** Other files that the page names. */
        void writeOthers(List<Event> events, Path folder) throws IOException {
            switch (this) {
                case DAVIS ->
                        Files.write(
                                folder.resolve("nochip.aedat"), SensorFiles.aedat2(events, true));
                case EVK ->
                        Files.write(
                                folder.resolve("noheader.raw"),
                                withoutHeader(recording(events, folder)));
                case ROS ->
                        Files.write(
                                folder.resolve("stereo.mcap"),
                                SensorFiles.mcap(events, "/left/events", "/right/events"));
                case FILES -> Files.write(folder.resolve("table.txt"), SensorFiles.table(events));
                default -> {
                    // none
                }
            }
        }

        /** What the program before the pipe writes. */
        byte[] piped(List<Event> events) {
            return switch (this) {
                case GENX320 -> SensorFiles.evt21(events);
                case SYNSENSE -> withoutHeader(SensorFiles.csv(events));
                case ROS -> SensorFiles.mcap(events, "/event_camera/events");
                default -> throw new IllegalStateException(name());
            };
        }
    }

    private static byte[] joined(String head, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.getBytes(UTF_8));
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    /** Without its lines that begin with % or t. */
    private static byte[] withoutHeader(byte[] bytes) {
        int from = 0;
        while (bytes[from] == '%' || bytes[from] == 't') {
            while (bytes[from] != '\n') {
                from++;
            }
            from++;
        }
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    @TempDir Path folder;

    private LiveCommands live;

    @BeforeEach
    void begin() throws Exception {
        live = new LiveCommands();
    }

    @AfterEach
    void stop() throws InterruptedException {
        live.close();
    }

    @Test
    void eachPageIsOneOfTheList() throws IOException {
        Set<String> tested = new TreeSet<>();
        for (Page page : Page.values()) {
            tested.add(page.file().getFileName().toString());
        }
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(
                            pages.map(page -> page.getFileName().toString())
                                    .filter(p -> !p.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(tested);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePageLeadsFromARecordingAndFromTheCameraToAClass(Page page) throws Exception {
        for (String label : LABELS) {
            Path recordings = Files.createDirectories(folder.resolve("recordings").resolve(label));
            for (int n = 1; n <= 4; n++) {
                List<Event> bar =
                        SensorFiles.bar(label.equals("right"), page.width, page.height, n);
                Files.write(recordings.resolve(n + page.suffix), page.recording(bar, folder));
            }
        }
        List<Event> bar = SensorFiles.bar(true, page.width, page.height, 2);
        page.writeOthers(bar, folder);
        boolean hasBroker = false;
        for (Command command : PageCommands.of(page.file())) {
            switch (command.name()) {
                case "broker" -> hasBroker = true; // this test's own
                case "classify" -> {
                    live.background(words(command));
                    live.awaitPrinted("classifying");
                }
                case "ingest" -> ingest(page, command, bar);
                case "watch" -> awaitClass(words(command), page);
                default -> {
                    Run run = Run.spikelink(words(command).toArray());
                    assertThat(run.code()).as(command + ": " + run.err()).isZero();
                    check(command, run, bar.size());
                }
            }
        }
        assertThat(hasBroker).isTrue();
    }

    private static void check(Command command, Run run, int events) {
        if (command.name().equals("evaluate")) {
            assertThat(run.out()).contains("accuracy");
        } else if (command.name().equals("inspect") && !command.words().contains("--plot")) {
            assertThat(run.out()).contains(String.valueOf(events));
        }
    }

    private List<String> words(Command command) {
        List<String> words = new ArrayList<>();
        for (String word : command.words()) {
            boolean file =
                    word.startsWith("recordings")
                            || word.matches("(model|nochip|noheader|stereo|table)\\.\\w+")
                            || word.matches("chip\\.\\w+");
            words.add(
                    file
                            ? folder.resolve(word).toString()
                            : word.equals(BROKER) ? live.broker() : word);
        }
        switch (command.name()) {
            case "train" -> words.addAll(List.of("--hidden", "8", "--epochs", "2", "--batch", "4"));
            case "classify" -> words.addAll(List.of("--parallelism", "1"));
            case "watch" -> words.addAll(List.of("--from", "earliest", "--seconds", "1"));
            default -> {
                // as it is
            }
        }
        return words;
    }

    /** Begins an ingest, and a camera that sends to it again and again. */
    private void ingest(Page page, Command command, List<Event> bar) throws Exception {
        List<String> words = words(command);
        String source = words.get(1);
        if (command.piped()) {
            LiveCommands.pipe(page.piped(bar));
            live.background(words);
        } else if (source.startsWith("udp://")) {
            int port;
            try (DatagramSocket free = new DatagramSocket()) {
                port = free.getLocalPort();
            }
            words.set(1, "udp://127.0.0.1:" + port);
            live.background(words);
            live.start(() -> sendDatagrams(page, bar, port));
        } else {
            ServerSocket camera = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            words.set(1, "tcp://127.0.0.1:" + camera.getLocalPort());
            byte[] recording = page.recording(bar, folder);
            live.start(() -> serve(camera, recording));
            live.background(words);
        }
    }

    private void sendDatagrams(Page page, List<Event> bar, int port) {
        try (DatagramSocket camera = new DatagramSocket()) {
            int number = 0;
            for (int round = 0; !live.hasEnded(); round++) {
                for (int at = 0; at < bar.size(); at += EVENTS_A_DATAGRAM) {
                    List<Event> part =
                            bar.subList(at, Math.min(bar.size(), at + EVENTS_A_DATAGRAM));
                    int fromUs = round * 700_000;
                    byte[] bytes =
                            page == Page.DVS128
                                    ? SensorFiles.jaer(number++, part, fromUs)
                                    : SensorFiles.spif(part, fromUs);
                    camera.send(
                            new DatagramPacket(
                                    bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
                    Thread.sleep(2);
                }
            }
        } catch (IOException | InterruptedException e) {
            // the test is over, or the socket is not open yet and the test will say so
        }
    }

    /** Sends the recording to who connects, and ends the connection, so that there is a class at its end. */
    private void serve(ServerSocket server, byte[] recording) {
        try (server;
                Socket client = server.accept();
                OutputStream out = client.getOutputStream()) {
            out.write(recording);
        } catch (IOException e) {
            // the test will say that there is no class
        }
    }

    private void awaitClass(List<String> watch, Page page) {
        Run run = LiveCommands.until(watch, SensorPagesIT::shows);
        assertThat(shows(run.out())).as("%s:\n%s\n%s", page, run.out(), live.printed()).isTrue();
    }

    private static boolean shows(String table) {
        return LABELS.stream().anyMatch(table::contains) && !table.contains("0 streams");
    }
}
