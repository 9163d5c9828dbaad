package org.spikelink.local.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** Command lines of Flink's processes, with the memory arguments that Flink's scripts would compute. */
final class FlinkCommand {
    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private FlinkCommand() {}

    static List<String> jobManager(
            Installation installation, ClusterFolder folder, FlinkConf conf, String name) {
        Configuration flink = conf.load();
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(flink);
        return command(
                installation,
                folder,
                name,
                conf,
                JobManagerProcessUtils.generateJvmParametersStr(memory, flink),
                CoreOptions.FLINK_JM_JVM_OPTIONS,
                JOB_MANAGER,
                JobManagerProcessUtils.generateDynamicConfigsStr(memory));
    }

    static List<String> taskManager(
            Installation installation, ClusterFolder folder, FlinkConf conf, String id) {
        TaskExecutorProcessSpec memory =
                TaskExecutorProcessUtils.processSpecFromConfig(conf.load());
        return command(
                installation,
                folder,
                id,
                conf,
                ProcessMemoryUtils.generateJvmParametersStr(memory),
                CoreOptions.FLINK_TM_JVM_OPTIONS,
                TASK_MANAGER,
                TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)
                        + " -D taskmanager.resource-id="
                        + id);
    }

    private static List<String> command(
            Installation installation,
            ClusterFolder folder,
            String name,
            FlinkConf conf,
            String memory,
            ConfigOption<String> jvmOptions,
            String mainClass,
            String settings) {
        List<String> options = new ArrayList<>();
        options.addAll(words(memory));
        options.addAll(words(conf.load().get(CoreOptions.FLINK_JVM_OPTIONS)));
        options.addAll(words(conf.load().get(jvmOptions)));
        options.add(folder.tmpOption(name));
        // Several JVMs share few cores.
        options.add("-XX:+UseSerialGC");
        // Log4j takes a list of URIs: an absolute path may hold a comma or a space.
        options.add("-Dlog4j2.configurationFile=" + conf.loggingInCluster());
        List<String> arguments = new ArrayList<>(List.of("--configDir", conf.folder().toString()));
        // Relative to the processes' working directory: Flink splits paths at commas.
        Path tmp = folder.path().relativize(folder.tmp(name));
        arguments.addAll(List.of("-D", "io.tmp.dirs=" + tmp));
        arguments.addAll(words(settings));
        return installation.flink(options, mainClass, arguments);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
