package org.spikelink.jobs.cluster;

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

    static List<String> jobManager(Installation installation, FlinkConf conf) {
        Configuration flink = conf.load();
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(flink);
        return command(
                installation,
                conf,
                JobManagerProcessUtils.generateJvmParametersStr(memory, flink),
                JOB_MANAGER,
                JobManagerProcessUtils.generateDynamicConfigsStr(memory));
    }

    static List<String> taskManager(Installation installation, FlinkConf conf, String id) {
        TaskExecutorProcessSpec memory =
                TaskExecutorProcessUtils.processSpecFromConfig(conf.load());
        return command(
                installation,
                conf,
                ProcessMemoryUtils.generateJvmParametersStr(memory),
                TASK_MANAGER,
                TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)
                        + " -D taskmanager.resource-id="
                        + id);
    }

    private static List<String> command(
            Installation installation,
            FlinkConf conf,
            String memory,
            String mainClass,
            String settings) {
        List<String> options = new ArrayList<>();
        options.addAll(words(memory));
        options.addAll(words(conf.load().get(CoreOptions.FLINK_JVM_OPTIONS)));
        // Several of these share few cores.
        options.add("-XX:+UseSerialGC");
        options.add("-Dlog4j2.configurationFile=" + conf.logging());
        List<String> arguments = new ArrayList<>(List.of("--configDir", conf.folder().toString()));
        arguments.addAll(words(settings));
        return installation.flink(options, mainClass, arguments);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
