package org.spikelink.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spikelink.local.cluster.ClusterProcess;

/**
 * What a JVM holds after full collections, several: a task's end is over some time after the job's.
 *
 * @param metaspaceKiB of loaded classes
 * @param classes loaded and not unloaded
 * @param threads that live, but for pools that grow with use until they are full
 * @param jobThreads those that are a job's: of its tasks, its source, its Kafka clients
 * @param files open, sockets among them
 */
record ProcessFootprint(
        long metaspaceKiB, long classes, long threads, List<String> jobThreads, long files) {
    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");
    private static final Pattern CLASSES = Pattern.compile("(?m)^ *(\\d+) +[\\d.]+ +(\\d+) +");

    private static final Pattern THREAD = Pattern.compile("(?m)^\"(.+)\" #\\d+ ");

    private static final Pattern POOL =
            Pattern.compile(
                    "flink-taskexecutor-io-thread-\\d+|flink-(pekko|metrics).*|C[12] CompilerThread\\d+");

    private static final Pattern OF_A_JOB =
            Pattern.compile("(?i).*(kafka|spikelink|source|sink|step|\\(\\d+/\\d+\\)#).*");

    private static final int COLLECTIONS = 4;
    private static final long BETWEEN_MS = 1_000;

    static ProcessFootprint of(ClusterProcess process) throws IOException, InterruptedException {
        for (int n = 0; n < COLLECTIONS; n++) {
            jcmd(process, "GC.run");
            Thread.sleep(BETWEEN_MS);
        }
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        return new ProcessFootprint(
                number(METASPACE, 1, jcmd(process, "GC.heap_info")),
                number(CLASSES, 1, jstat(process)) - number(CLASSES, 2, jstat(process)),
                threads(process).stream().filter(POOL.asMatchPredicate().negate()).count(),
                jobThreads(process),
                entries(proc.resolve("fd")));
    }

    /** Names of the threads that are a job's. */
    static List<String> jobThreads(ClusterProcess process)
            throws IOException, InterruptedException {
        return threads(process).stream().filter(OF_A_JOB.asMatchPredicate()).toList();
    }

    /** Names of the Java threads. */
    private static List<String> threads(ClusterProcess process)
            throws IOException, InterruptedException {
        return THREAD.matcher(jcmd(process, "Thread.print"))
                .results()
                .map(thread -> thread.group(1))
                .sorted()
                .toList();
    }

    private static String jcmd(ClusterProcess process, String command)
            throws IOException, InterruptedException {
        return tool("jcmd", Long.toString(process.pid()), command);
    }

    private static String jstat(ClusterProcess process) throws IOException, InterruptedException {
        return tool("jstat", "-class", Long.toString(process.pid()));
    }

    private static String tool(String name, String... args)
            throws IOException, InterruptedException {
        String[] command = new String[args.length + 1];
        command[0] = Path.of(System.getProperty("java.home"), "bin", name).toString();
        System.arraycopy(args, 0, command, 1, args.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s must work (got %s)".formatted(name, out));
        }
        return out;
    }

    private static long number(Pattern pattern, int group, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("%s must be in %s".formatted(pattern, text));
        }
        return Long.parseLong(found.group(group));
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
