package org.spikelink.jobs.watch;

import java.util.Optional;

/**
 * A stream as it is just now.
 *
 * @param stream the sensor's name
 * @param label its latest class; none yet
 * @param confidence of that class, 0..1
 * @param spikesPerSecond over the last seconds
 * @param latencyMs of its latest output: from the input's Kafka timestamp to the output's
 */
public record StreamRow(
        String stream,
        Optional<String> label,
        float confidence,
        double spikesPerSecond,
        long latencyMs) {}
