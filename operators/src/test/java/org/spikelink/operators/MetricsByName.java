package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** Every metric that is registered under an operator, as a reporter sees it. */
final class MetricsByName {
    private final Map<String, Metric> metrics = new TreeMap<>();

    TaskMetricGroup taskGroup() {
        TestingMetricRegistry registry =
                TestingMetricRegistry.builder().setRegisterConsumer(this::register).build();
        return TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionAttemptID.randomId(), "task");
    }

    private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
        Map<String, String> variables = group.getAllVariables();
        if (variables.containsKey("<operator_id>")) {
            String labels =
                    Stream.of(
                                    "<reason>",
                                    "<layer>",
                                    "<filter>",
                                    "<trouble>",
                                    "<model>",
                                    "<version>",
                                    "<band>")
                            .filter(variables::containsKey)
                            .map(label -> "." + variables.get(label))
                            .collect(Collectors.joining());
            metrics.put(name + labels, metric);
        }
    }

    /** All names; those with labels as {@code flushes.<reason>}, {@code firingRate.<layer>}. */
    Iterable<String> names() {
        return metrics.keySet();
    }

    Counter counterNamed(String name) {
        assertThat(metrics).containsKey(name);
        return (Counter) metrics.get(name);
    }

    long counter(String name) {
        return counterNamed(name).getCount();
    }

    Object gauge(String name) {
        assertThat(metrics).containsKey(name);
        return ((Gauge<?>) metrics.get(name)).getValue();
    }

    Histogram histogram(String name) {
        assertThat(metrics).containsKey(name);
        return (Histogram) metrics.get(name);
    }

    long flushes(FlushReason reason) {
        return counter("flushes." + reason.name().toLowerCase(Locale.ROOT));
    }

    /** Flushes of all reasons together. */
    long flushes() {
        long flushes = 0;
        for (FlushReason reason : FlushReason.values()) {
            flushes += flushes(reason);
        }
        return flushes;
    }
}
