package org.spikelink.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.spikelink.local.process.PidFile;
import org.spikelink.local.process.ProcessStart;

/**
 * A process of a cluster. It outlives the process that started it. A file in the cluster's folder holds its pid and
 * start time, so that no other process that later gets the same pid is ever signalled.
 */
public final class ClusterProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_MS = 20;

    /**
     * Waits for a line before it runs the command. If its parent dies first, the line never comes and it exits. What
     * the command writes, also the options of jobs, only its user may read.
     */
    private static final String AFTER_PID_FILE =
            "umask 077 && read -r go && exec nohup \"$@\" </dev/null 2>&1";

    private final String name;
    private final PidFile pidFile;
    private final Path log;
    private final Path restarts;

    private ClusterProcess(ClusterFolder folder, String name, PidFile pidFile) {
        this.name = name;
        this.pidFile = pidFile;
        this.log = log(folder, name);
        this.restarts = folder.restarts().resolve(name);
    }

    /**
     * Starts {@code command} with an empty folder {@link ClusterFolder#tmp(String)}. Its output goes to {@code
     * name.log}; the log of an earlier run is kept as {@code name.log.before}.
     *
     * @param address that it will listen on, to be shown; may be empty
     */
    static ClusterProcess start(
            ClusterFolder folder, String name, String address, List<String> command)
            throws IOException {
        folder.emptyTmp(name);
        Process process = waiting(folder, name, command);
        try (OutputStream go = process.getOutputStream()) {
            String started =
                    ProcessStart.of(process.pid())
                            .orElseThrow(() -> new IOException("sh cannot be started for " + name));
            PidFile pidFile = new PidFile(process.pid(), started, address, command);
            pidFile.write(folder.processes().resolve(name));
            go.write("go\n".getBytes(UTF_8));
            return new ClusterProcess(folder, name, pidFile);
        }
    }

    /** Starts a process that waits for its line. */
    static Process waiting(ClusterFolder folder, String name, List<String> command)
            throws IOException {
        Path log = log(folder, name);
        if (Files.exists(log)) {
            Files.move(log, before(log), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> words = new ArrayList<>(List.of("sh", "-c", AFTER_PID_FILE, name));
        words.addAll(command);
        return new ProcessBuilder(words)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Restarts its command after it has died, and counts it. */
    ClusterProcess restart(ClusterFolder folder) throws IOException {
        restarts().plus(Instant.now().truncatedTo(ChronoUnit.MILLIS)).write(restarts);
        return start(folder, name, pidFile.address(), pidFile.command());
    }

    /** All processes started in {@code folder}, alive or dead, by name; none if there is no cluster. */
    public static List<ClusterProcess> all(ClusterFolder folder) throws IOException {
        if (!Files.isDirectory(folder.processes())) {
            return List.of();
        }
        List<ClusterProcess> all = new ArrayList<>();
        for (String name : names(folder)) {
            try {
                PidFile pidFile = PidFile.read(folder.processes().resolve(name));
                all.add(new ClusterProcess(folder, name, pidFile));
            } catch (NoSuchFileException e) {
                // It has just been stopped and its file deleted.
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

    /** Its name; for a TaskManager, the id by which the JobManager knows it. */
    public String name() {
        return name;
    }

    public long pid() {
        return pidFile.pid();
    }

    /** The address that it listens on; empty if it does not. */
    public String address() {
        return pidFile.address();
    }

    public Path log() {
        return log;
    }

    /** The log of its run before the last restart. */
    public Path logBefore() {
        return before(log);
    }

    private static Path before(Path log) {
        return log.resolveSibling(log.getFileName() + ".before");
    }

    /** How often the supervisor has restarted it so far. */
    public Restarts restarts() throws IOException {
        return Restarts.read(restarts);
    }

    public boolean isAlive() {
        return pidFile.isAlive();
    }

    /** Kills the process as {@code kill -9} does, and returns when it is dead. */
    public void kill() throws InterruptedException {
        while (isAlive()) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
            Thread.sleep(POLL_MS);
        }
    }

    /** Suspends it, as if its machine hung, until {@link #resume}. */
    public void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it run again. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Has it write the stacks of its threads to its log. */
    public void dumpThreads() throws IOException, InterruptedException {
        signal("QUIT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException(
                    "kill -%s %s failed (exit code %d)".formatted(signal, this, code));
        }
    }

    /** Asks all of them to stop, and kills those that are still alive after 10 seconds. */
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
