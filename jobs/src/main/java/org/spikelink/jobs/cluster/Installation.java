package org.spikelink.jobs.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the processes of a cluster are made of.
 *
 * @param flinkLib folder of Flink's jars, the class path of JobManager, TaskManagers and ZooKeeper
 * @param flinkConf folder of the {@code config.yaml} that the images have
 * @param jobJar the job
 * @param classPath of Spikelink's command line, which runs the broker
 */
public record Installation(Path flinkLib, Path flinkConf, Path jobJar, String classPath) {
    private static final String COMMAND_LINE = "org.spikelink.jobs.Spikelink";

    /** Throws {@link IllegalArgumentException} naming what is not there. */
    public Installation {
        for (Path part : List.of(flinkLib, flinkConf, jobJar)) {
            if (!Files.exists(part)) {
                throw new IllegalArgumentException(
                        "a cluster must have been built, by mvn package (got no %s)"
                                .formatted(part));
            }
        }
    }

    /** Runs a class of Flink's jars. */
    List<String> flink(List<String> jvmOptions, String mainClass, List<String> arguments) {
        return java(jvmOptions, flinkLib.resolve("*").toString(), mainClass, arguments);
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
