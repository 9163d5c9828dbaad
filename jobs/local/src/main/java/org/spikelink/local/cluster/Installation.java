package org.spikelink.local.cluster;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that the processes of a cluster run from.
 *
 * @param flinkJars a folder of Flink's jars, or their paths, for JobManager, TaskManagers and ZooKeeper
 * @param flinkConf folder of the images' {@code config.yaml}
 * @param jobJar the job's jar
 * @param classPath of Spikelink's command line, which runs the broker
 */
public record Installation(List<Path> flinkJars, Path flinkConf, Path jobJar, String classPath) {
    private static final String COMMAND_LINE = "org.spikelink.cli.Spikelink";

    /** Throws {@link IllegalArgumentException} naming a missing file. */
    public Installation {
        flinkJars = List.copyOf(flinkJars);
        for (Path part : parts(flinkJars, flinkConf, jobJar)) {
            if (!Files.exists(part)) {
                throw new IllegalArgumentException(
                        "a local cluster needs %s, which is missing: build it with mvn package"
                                .formatted(part));
            }
        }
    }

    /** Flink's jars are those of a folder. */
    public Installation(Path flinkLib, Path flinkConf, Path jobJar, String classPath) {
        this(List.of(flinkLib), flinkConf, jobJar, classPath);
    }

    private static List<Path> parts(List<Path> flinkJars, Path flinkConf, Path jobJar) {
        List<Path> parts = new ArrayList<>(flinkJars);
        parts.add(flinkConf);
        parts.add(jobJar);
        return parts;
    }

    /** Runs a class of Flink's jars. */
    List<String> flink(List<String> jvmOptions, String mainClass, List<String> arguments) {
        List<String> classes = new ArrayList<>();
        for (Path jars : flinkJars) {
            classes.add((Files.isDirectory(jars) ? jars.resolve("*") : jars).toString());
        }
        classes.add(ownClasses().toString());
        return java(jvmOptions, String.join(File.pathSeparator, classes), mainClass, arguments);
    }

    /** Where {@link LoopbackReporterFactory} is: a jar, or a folder of classes during the build. */
    private static Path ownClasses() {
        try {
            return Path.of(
                    LoopbackReporterFactory.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command of Spikelink. */
    List<String> spikelink(List<String> jvmOptions, List<String> arguments) {
        return java(jvmOptions, classPath, COMMAND_LINE, arguments);
    }

    private static List<String> java(
            List<String> jvmOptions, String classPath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
