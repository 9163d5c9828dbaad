package org.spikelink.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint;
import org.spikelink.classify.ClassifyMain;

/**
 * The job as the images' {@code standalone-job} runs it: the JobManager finds the job jar in {@code usrlib}, runs its
 * main class, and the job's options are in the environment.
 *
 * @param home folder with {@code usrlib}, as /opt/flink in the images
 * @param environment of the JobManager
 */
record Application(Path home, Map<String, String> environment) {
    private static final String CLASS_PATH = "-cp";

    /** Prepares {@code home}. */
    static Application create(Path home, Map<String, String> environment) throws IOException {
        Path jobJar = BuildProperty.JOB_JAR.path();
        Files.createDirectories(home.resolve("usrlib"));
        Files.copy(jobJar, home.resolve("usrlib").resolve(jobJar.getFileName()));
        return new Application(home, environment);
    }

    /** The command of a JobManager that runs this job, from that of one which waits for jobs. */
    List<String> command(List<String> session) {
        int classPath = session.indexOf(CLASS_PATH) + 1;
        int mainClass = classPath + 1;
        List<String> command =
                new ArrayList<>(List.of("env", "FLINK_LIB_DIR=" + home.resolve("lib")));
        environment.forEach((variable, value) -> command.add(variable + "=" + value));
        command.addAll(session.subList(0, classPath));
        command.add(session.get(classPath) + ":" + entryPointJar());
        command.add(StandaloneApplicationClusterEntryPoint.class.getName());
        command.addAll(session.subList(mainClass + 1, session.size()));
        command.addAll(List.of("--job-classname", ClassifyMain.class.getName()));
        return command;
    }

    private static String entryPointJar() {
        return StandaloneApplicationClusterEntryPoint.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }
}
