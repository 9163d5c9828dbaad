package org.spikelink.jobs.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of a cluster, which outlives the one that started it. A file in the cluster's folder says its number and when
 * it began, and nothing is ever done to another process that got the number later.
 */
public final class ClusterProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_MS = 20;

    /** Waits for a line before it becomes the command; without a starter the line never comes, and it ends. */
    private static final String WHEN_WRITTEN_DOWN =
            "read -r go && exec nohup \"$@\" </dev/null 2>&1";

    private final String name;
    private final ProcessNote note;
    private final Path log;

    private ClusterProcess(ClusterFolder folder, String name, ProcessNote note) {
        this.name = name;
        this.note = note;
        this.log = log(folder, name);
    }

    /**
     * Starts {@code command}; all that it prints goes to {@code name.log}, beside that of the one before.
     *
     * @param address where it will answer, for people; may be empty
     */
    static ClusterProcess start(
            ClusterFolder folder, String name, String address, List<String> command)
            throws IOException {
        Process process = waiting(folder, name, command);
        try (OutputStream go = process.getOutputStream()) {
            String mark =
                    ProcessMark.of(process.pid())
                            .orElseThrow(() -> new IOException("sh cannot be started for " + name));
            ProcessNote note = new ProcessNote(process.pid(), mark, address, command);
            note.write(folder.processes().resolve(name));
            go.write("go\n".getBytes(UTF_8));
            return new ClusterProcess(folder, name, note);
        }
    }

    /** A process that waits for its line. */
    static Process waiting(ClusterFolder folder, String name, List<String> command)
            throws IOException {
        Path log = log(folder, name);
        if (Files.exists(log)) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".before"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> words = new ArrayList<>(List.of("sh", "-c", WHEN_WRITTEN_DOWN, name));
        words.addAll(command);
        return new ProcessBuilder(words)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Starts the command of one that has died once more. */
    ClusterProcess again(ClusterFolder folder) throws IOException {
        return start(folder, name, note.address(), note.command());
    }

    /** All that were started in {@code folder}, whether they live or not, by name; none where there is no cluster. */
    public static List<ClusterProcess> all(ClusterFolder folder) throws IOException {
        if (!Files.isDirectory(folder.processes())) {
            return List.of();
        }
        List<ClusterProcess> all = new ArrayList<>();
        for (String name : names(folder)) {
            try {
                ProcessNote note = ProcessNote.read(folder.processes().resolve(name));
                all.add(new ClusterProcess(folder, name, note));
            } catch (NoSuchFileException e) {
                // Somebody has just ended and forgotten it.
            }
        }
        return all;
    }

    private static List<String> names(ClusterFolder folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.processes())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static Path log(ClusterFolder folder, String name) {
        return folder.logs().resolve(name + ".log");
    }

    /** Of a TaskManager, its id as the JobManager knows it. */
    public String name() {
        return name;
    }

    public long pid() {
        return note.pid();
    }

    /** Where it answers; empty if nobody asks it. */
    public String address() {
        return note.address();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return note.isAlive();
    }

    /** What {@code kill -9} does; returns when the process is dead. */
    public void kill() throws InterruptedException {
        while (isAlive()) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
            Thread.sleep(POLL_MS);
        }
    }

    /** Stops it from running, as a machine does that hangs, until {@link #goOn}. */
    public void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it run again. */
    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException("kill -%s %s must work (got %d)".formatted(signal, this, code));
        }
    }

    /** Asks them all to stop, and kills those that have not within some seconds. */
    public static void stop(List<ClusterProcess> processes) throws InterruptedException {
        stop(processes, PATIENCE);
    }

    static void stop(List<ClusterProcess> processes, Duration patience)
            throws InterruptedException {
        processes.stream()
                .filter(ClusterProcess::isAlive)
                .forEach(p -> ProcessHandle.of(p.pid()).ifPresent(ProcessHandle::destroy));
        long endNs = System.nanoTime() + patience.toNanos();
        while (processes.stream().anyMatch(ClusterProcess::isAlive)
                && System.nanoTime() - endNs < 0) {
            Thread.sleep(POLL_MS);
        }
        for (ClusterProcess process : processes) {
            process.kill();
        }
    }

    /** Asks the process to stop, and kills it if it does not. */
    @Override
    public void close() {
        try {
            stop(List.of(this));
        } catch (InterruptedException e) {
            ProcessHandle.of(pid())
                    .filter(p -> isAlive())
                    .ifPresent(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "%s (process %d, %s): %s".formatted(name, pid(), isAlive() ? "alive" : "dead", log);
    }
}
