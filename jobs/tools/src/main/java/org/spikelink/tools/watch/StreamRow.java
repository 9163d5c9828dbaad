package org.spikelink.tools.watch;

import java.util.List;
import java.util.Optional;
import org.spikelink.core.record.SensorHealth;

/**
 * A stream at one moment.
 *
 * @param stream its name
 * @param model name/version that made its latest output; empty if it has none
 * @param label its latest class or {@code unknown}, if any
 * @param confidence of that class, 0..1
 * @param spikesPerSecond over the last seconds
 * @param spikesEachSecond spikes in each of the last {@value RateMeter#HISTORY} full seconds, the oldest first
 * @param latencyMs of its latest output: from the input's Kafka timestamp to the output's
 * @param health of its latest second, if the job measures it
 */
public record StreamRow(
        String stream,
        String model,
        Optional<String> label,
        float confidence,
        double spikesPerSecond,
        List<Long> spikesEachSecond,
        long latencyMs,
        Optional<SensorHealth> health) {
    public StreamRow {
        spikesEachSecond = List.copyOf(spikesEachSecond);
    }
}
