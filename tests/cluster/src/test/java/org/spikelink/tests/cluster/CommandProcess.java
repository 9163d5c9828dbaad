package org.spikelink.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.cli.Spikelink;

/**
 * A command of {@code ./spikelink} that has run in a process of its own.
 *
 * @param code its exit code
 * @param text what it printed and complained
 */
record CommandProcess(int code, String text) {

    /** Runs a command to its end. */
    static CommandProcess run(Object... arguments) throws IOException, InterruptedException {
        return await(start(arguments));
    }

    /** Waits for the end of a command that was started. */
    static CommandProcess await(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new CommandProcess(process.waitFor(), text);
    }

    /** Starts a command. */
    static Process start(Object... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dspikelink.home=" + BuildProperty.HOME.path(),
                                "-cp",
                                TestClusters.classPath(),
                                Spikelink.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
