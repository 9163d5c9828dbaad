package org.spikelink.tests.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** The command lines of a cluster's processes, with the memory arguments that Flink's own scripts would compute. */
final class FlinkCommand {
    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private FlinkCommand() {}

    static List<String> jobManager(FlinkConf conf) {
        Configuration flink = conf.load();
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(flink);
        return command(
                conf,
                JobManagerProcessUtils.generateJvmParametersStr(memory, flink),
                JOB_MANAGER,
                JobManagerProcessUtils.generateDynamicConfigsStr(memory));
    }

    static List<String> taskManager(FlinkConf conf, String id) {
        TaskExecutorProcessSpec memory =
                TaskExecutorProcessUtils.processSpecFromConfig(conf.load());
        return command(
                conf,
                ProcessMemoryUtils.generateJvmParametersStr(memory),
                TASK_MANAGER,
                TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)
                        + " -D taskmanager.resource-id="
                        + id);
    }

    private static List<String> command(
            FlinkConf conf, String memory, String mainClass, String settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words(memory));
        command.addAll(words(conf.load().get(CoreOptions.FLINK_JVM_OPTIONS)));
        // Several of these share few cores with the test.
        command.add("-XX:+UseSerialGC");
        command.add("-Dlog4j2.configurationFile=" + conf.logging());
        command.add("-cp");
        command.add(BuildProperty.FLINK_LIB.existing().resolve("*").toString());
        command.add(mainClass);
        command.add("--configDir");
        command.add(conf.folder().toString());
        command.addAll(words(settings));
        return command;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
