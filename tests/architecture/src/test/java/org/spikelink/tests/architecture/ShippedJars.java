package org.spikelink.tests.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Jars that users get, as one text: what a build made, or what is checked in. */
final class ShippedJars {
    private static final String COMMAND_LINE = "jobs/cli/target/lib";
    private static final String FLINK = "flink/target/lib";

    /**
     * Of this many classes that a jar and the job jar share, all are the same bytes where the job jar holds the jar.
     */
    private static final double MOST = 0.9;

    private ShippedJars() {}

    /**
     * The jars below {@code root} that the build has made, one a line, sorted.
     *
     * @param jobJar of the same build
     * @param platform of native libraries, which is replaced: other machines have others
     */
    static String ofTheBuild(Path root, Path jobJar, String platform) throws IOException {
        StringBuilder text = new StringBuilder();
        List<Path> commandLine = jars(root.resolve(COMMAND_LINE));
        add(text, "command line (" + COMMAND_LINE + ")", commandLine, platform);
        add(
                text,
                "job jar (spikelink-job.jar holds their classes)",
                within(jobJar, commandLine),
                platform);
        add(text, "Flink of local clusters (" + FLINK + ")", jars(root.resolve(FLINK)), platform);
        return text.toString();
    }

    private static void add(StringBuilder text, String title, List<Path> jars, String platform) {
        text.append(text.isEmpty() ? "" : "\n").append("# ").append(title).append('\n');
        jars.stream()
                .map(jar -> name(jar, platform))
                .sorted()
                .forEach(name -> text.append(name).append('\n'));
    }

    private static String name(Path jar, String platform) {
        String name = jar.getFileName().toString().replace(platform, "PLATFORM");
        return name.startsWith("spikelink-") ? name.replaceFirst("-[0-9].*", ".jar") : name;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    /** Those of {@code jars} whose classes the job jar holds. */
    private static List<Path> within(Path jobJar, List<Path> jars) throws IOException {
        Map<String, Long> held = classes(jobJar);
        List<Path> found = new ArrayList<>();
        for (Path jar : jars) {
            Map<String, Long> classes = classes(jar);
            long same =
                    classes.entrySet().stream()
                            .filter(entry -> entry.getValue().equals(held.get(entry.getKey())))
                            .count();
            if (!classes.isEmpty() && same >= MOST * classes.size()) {
                found.add(jar);
            }
        }
        return found;
    }

    /** CRC-32 by name. */
    private static Map<String, Long> classes(Path jar) throws IOException {
        Map<String, Long> classes = new HashMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> !entry.getName().endsWith("module-info.class"))
                    .forEach(entry -> classes.put(entry.getName(), crc(entry)));
        }
        return classes;
    }

    private static long crc(ZipEntry entry) {
        return entry.getCrc();
    }
}
