package org.spikelink.jobs.replay;

import java.time.Duration;
import java.util.Properties;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.connectors.recordings.CutOptions;
import org.spikelink.connectors.recordings.PlayOptions;

/**
 * How recordings are replayed.
 *
 * @param bootstrapServers Kafka brokers, {@code host:port,...}
 * @param topic that the batches are written to
 * @param createTopics whether the topic is created where it is missing; a replay is refused there otherwise
 * @param speed of the recordings' clocks
 * @param batchUs sensor time of one batch, 1..{@link CutOptions#MAX_BATCH_US} µs
 * @param periodUs between the samples of a series, as the model has it
 * @param loop whether a recording that has ended is played again, as a new session, until cancelled
 * @param streamsAtOnce recordings that are open at a time, at least 1; the others wait for their turn
 * @param giveUpAfter how long a batch may wait for the broker's ack, a second to a day
 * @param kafkaProperties further properties of the Kafka clients; those that order and safety need win over them
 */
public record ReplayOptions(
        String bootstrapServers,
        String topic,
        boolean createTopics,
        Speed speed,
        long batchUs,
        long periodUs,
        boolean loop,
        int streamsAtOnce,
        Duration giveUpAfter,
        Properties kafkaProperties) {
    /** How long a batch waits where nobody asks for more or less. */
    public static final Duration DEFAULT_GIVE_UP_AFTER = Duration.ofMinutes(5);

    private static final int PACED_AT_ONCE = 1000;
    private static final int MAX_SPEED_AT_ONCE = 64;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public ReplayOptions {
        PlayOptions.check(batchUs, periodUs);
        if (streamsAtOnce < 1) {
            throw new IllegalArgumentException(
                    "streams-at-once must be at least 1 (got %d)".formatted(streamsAtOnce));
        }
        if (giveUpAfter.compareTo(SHORTEST) < 0 || giveUpAfter.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "give-up-after must be from 1 s to 1 day (got %s)".formatted(giveUpAfter));
        }
        checkTopic(topic);
    }

    /** Usual options: batches of 10 ms, once through, giving up after five minutes. */
    public static ReplayOptions of(String bootstrapServers, String topic, Speed speed) {
        return new ReplayOptions(
                bootstrapServers,
                topic,
                false,
                speed,
                CutOptions.DEFAULT_BATCH_US,
                PlayOptions.DEFAULT_PERIOD_US,
                false,
                usualStreamsAtOnce(speed),
                DEFAULT_GIVE_UP_AFTER,
                new Properties());
    }

    /** The same, again and again. */
    public ReplayOptions looping() {
        return with(periodUs, true);
    }

    /** The same with another period between samples. */
    public ReplayOptions withPeriod(long us) {
        return with(us, loop);
    }

    private ReplayOptions with(long period, boolean looping) {
        return new ReplayOptions(
                bootstrapServers,
                topic,
                createTopics,
                speed,
                batchUs,
                period,
                looping,
                streamsAtOnce,
                giveUpAfter,
                kafkaProperties);
    }

    /** At sensor speed practically all; at full speed as many as keep every partition busy. Each costs about 250 kB. */
    public static int usualStreamsAtOnce(Speed speed) {
        return speed.isPaced() ? PACED_AT_ONCE : MAX_SPEED_AT_ONCE;
    }

    private static void checkTopic(String topic) {
        Topics usual = Topics.defaults();
        new Topics(topic, usual.spikes(), usual.classes(), usual.rejected());
    }
}
