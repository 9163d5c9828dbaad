package org.spikelink.tests.cluster;

import java.nio.file.Path;

/** What the build tells the tests of this module by system properties. */
enum BuildProperty {
    /** Folder with the jars of the cluster's class path. */
    FLINK_LIB("flink.lib"),
    /** Folder with the jars of the next Flink. */
    NEXT_FLINK_LIB("next-flink.lib"),
    /** Folder with the images' {@code config.yaml}. */
    FLINK_CONF("flink.conf"),
    /** The job jar. */
    JOB_JAR("job.jar"),
    /** Folder of the whole project. */
    HOME("spikelink.home"),
    /** Folder for the clusters' log files. */
    CLUSTER_DIR("cluster.dir");

    private final String key;

    BuildProperty(String key) {
        this.key = key;
    }

    private String value() {
        String value = System.getProperty(key);
        if (value == null) {
            throw new IllegalStateException(
                    "system property %s must be set, as the build's failsafe run does (got nothing)"
                            .formatted(key));
        }
        return value;
    }

    Path path() {
        return Path.of(value()).toAbsolutePath().normalize();
    }
}
