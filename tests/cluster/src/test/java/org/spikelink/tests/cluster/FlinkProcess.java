package org.spikelink.tests.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of a cluster, which ends at the latest with this JVM. */
final class FlinkProcess implements AutoCloseable {
    private static final long STOP_S = 10;

    private final String name;
    private final Path log;
    private final Process process;

    private FlinkProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts {@code command}; all that it prints goes to {@code log}. */
    static FlinkProcess start(String name, List<String> command, Path log) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new FlinkProcess(name, log, process);
    }

    /** Of a TaskManager, its id as the JobManager knows it. */
    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What {@code kill -9} does; returns when the process is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it from running, as a machine does that hangs, until {@link #goOn}. */
    void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it run again. */
    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException("kill -%s %s must work (got %d)".formatted(signal, this, code));
        }
    }

    /** Asks the process to stop, and kills it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "%s (process %d, %s): %s"
                .formatted(name, process.pid(), isAlive() ? "alive" : "dead", log);
    }
}
