package org.spikelink.tests.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spikelink.core.kernel.KernelChoice;

/** The machine and JVM that the figures were measured on. */
final class Environment {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Environment() {}

    static String describe() {
        return String.join(
                System.lineSeparator(),
                "CPU     " + cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
                "JVM     "
                        + System.getProperty("java.vm.name")
                        + " "
                        + Runtime.version()
                        + ", at most "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB of heap",
                "flags   " + flags(),
                "kernel  " + KernelChoice.ofThisJvm());
    }

    private static String cpu() {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(
                            line ->
                                    line.startsWith("model name")
                                            || line.startsWith("cpu family")
                                            || line.matches("model\\s*:.*"))
                    .map(line -> line.replaceAll("\\s+", " ").replaceFirst("model name : ", ""))
                    .distinct()
                    .sorted((a, b) -> Boolean.compare(a.contains(" :"), b.contains(" :")))
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** The flags that matter for speed: without the packages that Flink opens. */
    private static String flags() {
        List<String> flags =
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> !flag.startsWith("--add-opens"))
                        .filter(flag -> !flag.startsWith("--add-exports"))
                        .toList();
        return flags.isEmpty() ? "none" : String.join(" ", flags);
    }
}
