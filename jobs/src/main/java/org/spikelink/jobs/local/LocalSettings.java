package org.spikelink.jobs.local;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.classify.FlinkSettings;

/** What a job in this process asks of Flink beyond {@link FlinkSettings}. */
final class LocalSettings {
    private static final int MAX_USUAL_PARALLELISM = 16;
    private static final int RESTARTS = 20;

    private LocalSettings() {}

    static Configuration of(ClassifyOptions options) {
        Configuration flink = FlinkSettings.of(options);
        int parallelism = parallelism(options);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network(parallelism));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network(parallelism));
        // On a cluster someone looks after a job that never comes up; here it must end by itself.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTARTS);
        return flink;
    }

    /** That asked for, or as many tasks as cores. */
    static int parallelism(ClassifyOptions options) {
        return options.flink().parallelism().orElseGet(LocalSettings::usualParallelism);
    }

    private static int usualParallelism() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MAX_USUAL_PARALLELISM);
    }

    /** Every task of a shuffle holds buffers of 32 KiB for every task of the other side. */
    static MemorySize network(int parallelism) {
        MemorySize needed =
                MemorySize.parse("32kb")
                        .multiply(4.0 * parallelism * parallelism)
                        .add(MemorySize.ofMebiBytes(16));
        MemorySize usual = MemorySize.ofMebiBytes(64);
        return needed.compareTo(usual) > 0 ? needed : usual;
    }
}
