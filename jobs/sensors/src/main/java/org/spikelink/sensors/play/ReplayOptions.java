package org.spikelink.sensors.play;

import java.time.Duration;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.sensors.send.Compression;
import org.spikelink.sensors.send.SendOptions;

/**
 * How recordings are replayed.
 *
 * @param kafka cluster that they are replayed into
 * @param topic that the batches are written to
 * @param createTopics whether a missing topic is created; otherwise the replay fails
 * @param speed of the recordings' clocks
 * @param batchUs sensor time of one batch, 1..{@link CutOptions#MAX_BATCH_US} µs
 * @param periodUs time between two samples of a series, from the model, µs
 * @param loop whether a recording that has ended is played again, as a new session, until cancelled
 * @param streamsAtOnce recordings that are open at the same time, at least 1; the others wait for their turn
 * @param giveUpAfter how long a batch may wait for the broker's ack, a second to a day
 */
public record ReplayOptions(
        KafkaCluster kafka,
        String topic,
        boolean createTopics,
        Speed speed,
        long batchUs,
        long periodUs,
        boolean loop,
        int streamsAtOnce,
        Duration giveUpAfter) {
    /** Default time that a batch may wait for the broker's ack. */
    public static final Duration DEFAULT_GIVE_UP_AFTER = Duration.ofMinutes(5);

    private static final int PACED_AT_ONCE = 1000;
    private static final int MAX_SPEED_AT_ONCE = 64;

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public ReplayOptions {
        PlayOptions.check(batchUs, periodUs);
        if (streamsAtOnce < 1) {
            throw new IllegalArgumentException(
                    "streams-at-once must be at least 1 (got %d)".formatted(streamsAtOnce));
        }
        new SendOptions(kafka, topic, createTopics, Compression.NONE, giveUpAfter);
    }

    /** Where the batches are sent. */
    SendOptions sending() {
        return new SendOptions(kafka, topic, createTopics, Compression.NONE, giveUpAfter);
    }

    /** Default options: batches of 10 ms, played once, giving up after five minutes. */
    public static ReplayOptions of(KafkaCluster kafka, String topic, Speed speed) {
        return new ReplayOptions(
                kafka,
                topic,
                false,
                speed,
                CutOptions.DEFAULT_BATCH_US,
                PlayOptions.DEFAULT_PERIOD_US,
                false,
                defaultStreamsAtOnce(speed),
                DEFAULT_GIVE_UP_AFTER);
    }

    /** These options, with recordings played in a loop. */
    public ReplayOptions looping() {
        return with(periodUs, true);
    }

    /** These options with another period between samples, µs. */
    public ReplayOptions withPeriod(long us) {
        return with(us, loop);
    }

    private ReplayOptions with(long period, boolean looping) {
        return new ReplayOptions(
                kafka,
                topic,
                createTopics,
                speed,
                batchUs,
                period,
                looping,
                streamsAtOnce,
                giveUpAfter);
    }

    /**
     * Practically all recordings at sensor speed; enough to keep every partition busy at full speed. Each takes about
     * 250 kB.
     */
    public static int defaultStreamsAtOnce(Speed speed) {
        return speed.isPaced() ? PACED_AT_ONCE : MAX_SPEED_AT_ONCE;
    }
}
