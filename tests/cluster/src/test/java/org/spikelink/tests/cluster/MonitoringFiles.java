package org.spikelink.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Grafana's dashboard and Prometheus's alerts ask for. */
final class MonitoringFiles {
    private static final Pattern METRIC = Pattern.compile("flink_\\w+");

    private MonitoringFiles() {}

    /** Names of all metrics in them. */
    static Set<String> metrics() throws IOException {
        Path docker = BuildProperty.FLINK_CONF.path().getParent();
        Set<String> names = new TreeSet<>();
        for (String file : new String[] {"grafana/dashboards/spikelink.json", "alerts.yml"}) {
            Matcher found = METRIC.matcher(Files.readString(docker.resolve(file)));
            while (found.find()) {
                names.add(found.group());
            }
        }
        return names;
    }
}
