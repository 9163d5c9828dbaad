package org.spikelink.local.cluster;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.util.PortRange;

/**
 * Creates a {@link LoopbackReporter}. Options: {@code port}, a port or a range of which the first free one is taken;
 * {@code host}, the address to listen on (default: 127.0.0.1).
 */
public final class LoopbackReporterFactory implements MetricReporterFactory {
    /** For Flink, which finds it with a service loader. */
    public LoopbackReporterFactory() {}

    @Override
    public MetricReporter createMetricReporter(Properties options) {
        return LoopbackReporter.start(
                options.getProperty("host", FlinkConf.HOST),
                new PortRange(options.getProperty("port")));
    }
}
