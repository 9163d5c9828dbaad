package org.spikelink.connectors.kafka.registry;

import org.spikelink.core.schedule.ModelVersion;

/**
 * A model that has been published.
 *
 * @param version which one, and where its file is
 * @param bytes of the file
 * @param publishedMs when, ms since 1970
 * @param arithmetic number of the arithmetic that its results were checked with
 * @param document its JSON document
 */
public record PublishedModel(
        ModelVersion version, long bytes, long publishedMs, int arithmetic, String document) {
    /**
     * The arithmetic of this release. It grows when a release gives other bits for the same model and input; models of
     * another number are rejected.
     */
    public static final int ARITHMETIC = 1;

    /** The record's key. */
    public String key() {
        return key(version.name(), version.version());
    }

    static String key(String name, String version) {
        return name + "@" + version;
    }
}
