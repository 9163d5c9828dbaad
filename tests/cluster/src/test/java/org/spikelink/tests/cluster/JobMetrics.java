package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.spikelink.core.model.InputSpec;
import org.spikelink.local.cluster.FlinkConf;
import org.spikelink.local.cluster.Wait;

/** What Prometheus reads from a cluster's processes about one of its jobs. */
final class JobMetrics {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

    /** Those that are positive once a job has classified something. */
    private static final List<String> POSITIVE =
            List.of(
                    "steps",
                    "events",
                    "spikes",
                    "reason_flushes",
                    "effectiveMacs",
                    "effectiveAcs",
                    "denseOperations",
                    "layer_layerSpikes",
                    "layer_firingRate",
                    "layer_activeInputFraction",
                    "endToEndLatencyMs_count",
                    "bundleSize_count",
                    "stepLatencyNs_count");

    private final FlinkConf conf;
    private final List<String> hosts;
    private final Pattern label;

    JobMetrics(FaultyCluster cluster, String jobName) {
        this.conf = cluster.cluster().conf();
        this.hosts = cluster.hosts();
        // The reporter may replace what is neither a letter nor a digit.
        this.label =
                Pattern.compile("job_name=\"" + jobName.replaceAll("[^A-Za-z0-9]", ".") + "\"");
    }

    /** Fails unless the job's counters count, and the cluster has every metric of the dashboard and the alerts. */
    void assertComplete() throws Exception {
        List<String> samples = samples();
        for (String metric : POSITIVE) {
            assertThat(samples)
                    .as("Prometheus samples of %s", metric)
                    .filteredOn(sample -> sample.startsWith(OPERATOR + metric + "{"))
                    .anyMatch(sample -> value(sample) > 0);
        }
        assertThat(samples)
                .filteredOn(sample -> sample.contains("_modelInfo{"))
                .isNotEmpty()
                .allMatch(sample -> sample.contains("version=\"") && value(sample) == 1);
        assertThat(MonitoringFiles.metrics())
                .as("metrics of the dashboard and the alerts, which the cluster must export")
                .hasSizeGreaterThan(25)
                .isSubsetOf(names(PrometheusPage.readAll(conf, hosts)));
    }

    /** Sends {@link OddBatches}; fails unless each of them is counted once. Nothing else may go wrong meanwhile. */
    void assertCountsOddBatches(InputSpec input, String brokers, String topic) throws Exception {
        Map<String, Double> before = sums();
        new OddBatches(input).send(brokers, topic);
        Wait.until(
                () -> "metrics to grow by " + OddBatches.COUNTED + " (got " + growth(before) + ")",
                LIMIT,
                () -> growth(before).equals(OddBatches.COUNTED));
    }

    private Map<String, Double> growth(Map<String, Double> before) {
        Map<String, Double> growth = new HashMap<>(sums());
        growth.replaceAll((metric, sum) -> sum - before.get(metric));
        return growth;
    }

    /** Over all tasks, of the metrics that {@link OddBatches} counts. */
    private Map<String, Double> sums() {
        List<String> samples = samples();
        return OddBatches.COUNTED.keySet().stream()
                .collect(Collectors.toMap(metric -> metric, metric -> sum(metric, samples)));
    }

    private static double sum(String metric, List<String> samples) {
        return samples.stream()
                .filter(sample -> sample.startsWith(OPERATOR + metric + "{"))
                .mapToDouble(JobMetrics::value)
                .sum();
    }

    private List<String> samples() {
        return PrometheusPage.readAll(conf, hosts).stream()
                .filter(sample -> label.matcher(sample).find())
                .toList();
    }

    private static Set<String> names(List<String> samples) {
        return samples.stream()
                .map(sample -> sample.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double value(String sample) {
        return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
    }
}
