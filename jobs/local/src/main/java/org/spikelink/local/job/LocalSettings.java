package org.spikelink.local.job;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkSettings;

/** Flink settings of a job in this process, in addition to {@link FlinkSettings}. */
final class LocalSettings {
    private static final int MAX_DEFAULT_PARALLELISM = 16;
    private static final int RESTARTS = 20;
    private static final String LOOPBACK = "127.0.0.1";

    private LocalSettings() {}

    static Configuration of(ClassifyOptions options) {
        Configuration flink = FlinkSettings.of(options);
        int parallelism = parallelism(options);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network(parallelism));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network(parallelism));
        flink.addAll(loopbackOnly());
        // On a cluster an operator ends a job that never starts; here it must end by itself.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTARTS);
        return flink;
    }

    /** Settings that serve the REST API, and with it Flink's dashboard, at a port; 0 for any free one. */
    static Configuration restAt(int port) {
        Configuration flink = new Configuration();
        flink.set(RestOptions.BIND_PORT, Integer.toString(port));
        return flink;
    }

    /** Nothing listens on another interface: whoever can reach Flink's ports can run code in this process. */
    private static Configuration loopbackOnly() {
        Configuration flink = new Configuration();
        flink.set(JobManagerOptions.ADDRESS, LOOPBACK);
        flink.set(JobManagerOptions.BIND_HOST, LOOPBACK); // the blob server's too
        flink.set(TaskManagerOptions.HOST, LOOPBACK);
        flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(RestOptions.ADDRESS, LOOPBACK);
        flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(WebOptions.CANCEL_ENABLE, false);
        flink.set(WebOptions.RESCALE_ENABLE, false);
        return flink;
    }

    /** The parallelism of the options, by default the number of cores. */
    static int parallelism(ClassifyOptions options) {
        return options.flink().parallelism().orElseGet(LocalSettings::defaultParallelism);
    }

    private static int defaultParallelism() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MAX_DEFAULT_PARALLELISM);
    }

    /** Each task of a shuffle has 32 KiB buffers for every task of the other side. */
    static MemorySize network(int parallelism) {
        MemorySize needed =
                MemorySize.parse("32kb")
                        .multiply(4.0 * parallelism * parallelism)
                        .add(MemorySize.ofMebiBytes(16));
        MemorySize least = MemorySize.ofMebiBytes(64);
        return needed.compareTo(least) > 0 ? needed : least;
    }
}
