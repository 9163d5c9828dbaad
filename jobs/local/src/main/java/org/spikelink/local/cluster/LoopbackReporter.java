package org.spikelink.local.cluster;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.Iterator;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.apache.flink.util.PortRange;

/** Shows a process's metrics to Prometheus on one address: Flink's own reporter listens on all interfaces. */
final class LoopbackReporter extends AbstractPrometheusReporter {
    private final HTTPServer server;

    private LoopbackReporter(String host, PortRange ports) {
        this.server = listen(host, ports.getPortsIterator(), registry());
    }

    /**
     * Listens on the first free port.
     *
     * @throws IllegalStateException if none is free
     */
    static LoopbackReporter start(String host, PortRange ports) {
        return new LoopbackReporter(host, ports);
    }

    private static HTTPServer listen(
            String host, Iterator<Integer> ports, CollectorRegistry registry) {
        IOException last = null;
        while (ports.hasNext()) {
            try {
                return new HTTPServer(new InetSocketAddress(host, ports.next()), registry, true);
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IllegalStateException("no port for metrics is free on " + host, last);
    }

    /** Where Flink's part of the reporter collects the metrics; it gives it to classes of its package only. */
    private CollectorRegistry registry() {
        try {
            Field registry = AbstractPrometheusReporter.class.getDeclaredField("registry");
            registry.setAccessible(true);
            return (CollectorRegistry) registry.get(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }
}
