package org.spikelink.sensors.play;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerPresence;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.sensors.SensorSource;
import org.spikelink.sensors.send.BatchSender;
import org.spikelink.sensors.send.SendException;
import org.spikelink.sensors.send.TopicCheck;

/**
 * Replays recordings into Kafka. Each is one session of the stream that has its name. The recording's clock starts
 * when the recording is opened and runs at the requested speed; a batch is sent when the clock has passed its end.
 * The label goes into the record header {@code label}, never into the data. Each instance runs once.
 */
public final class SensorPlayer {
    private static final Duration ACKS_AFTER_CANCEL = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_US = 200_000;

    private final ReplayOptions options;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Map<String, Long> batches = new HashMap<>();
    private long recordings;
    private long events;
    private ReplayListener listener = ReplayListener.NONE;
    private long startNs;
    private double latestByUs;

    /** Creates a replay that has not started. */
    public SensorPlayer(ReplayOptions options) {
        this.options = options;
    }

    /**
     * Plays recordings until all have ended, or until cancelled, and waits for every ack.
     *
     * @param files recordings, all with different names
     * @param progress is notified of every batch
     * @throws BrokerException if no broker answers within {@link ReplayOptions#giveUpAfter}
     * @throws ReplayException if two have the same name
     * @throws SendException if the topic is missing and must not be created, or a batch is not acknowledged within
     *     {@link ReplayOptions#giveUpAfter} (after a cancel: 5 s)
     * @throws RecordingException if a recording cannot be read
     * @throws InterruptedException if the thread is interrupted; batches may be lost then
     */
    public ReplayResult run(List<Recording> files, ReplayListener progress)
            throws InterruptedException {
        return play(
                files.stream().map(file -> new RecordedSensor(file, options.loop())).toList(),
                progress);
    }

    /** Plays any sensors. Each decides itself when it ends, and {@link ReplayOptions#loop} is ignored. */
    public ReplayResult play(List<? extends SensorSource> sensors, ReplayListener progress)
            throws InterruptedException {
        listener = progress;
        checkNames(sensors);
        BrokerPresence presence = TopicCheck.check(options.sending(), listener::waiting);
        startNs = System.nanoTime();
        try (presence;
                BatchSender sender = new BatchSender(options.sending());
                Playlist playlist = new Playlist(sensors, options)) {
            play(playlist, sender);
            sender.awaitAcks(
                    isCancelled() ? ACKS_AFTER_CANCEL : options.giveUpAfter().multipliedBy(2));
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNs);
        return new ReplayResult(
                recordings, events, elapsed, Duration.ofNanos((long) (latestByUs * 1e3)), batches);
    }

    /** Ends the replay soon, between two batches. May be called from any thread. */
    public void cancel() {
        cancelled.countDown();
    }

    private boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    private static void checkNames(List<? extends SensorSource> sensors) {
        Map<String, SensorSource> seen = new HashMap<>();
        for (SensorSource sensor : sensors) {
            SensorSource other = seen.put(sensor.stream(), sensor);
            if (other != null) {
                throw new ReplayException(
                        "recordings must have different names, because each name is a stream (%s and %s are both '%s')"
                                .formatted(other.source(), sensor.source(), sensor.stream()));
            }
        }
    }

    private void play(Playlist playlist, BatchSender sender) throws InterruptedException {
        Optional<PlayingRecording> first = playlist.first(nowUs());
        while (first.isPresent() && await(first.get().dueUs(), sender)) {
            if (options.speed().isPaced()) {
                latestByUs = Math.max(latestByUs, nowUs() - first.get().dueUs());
            }
            PlayingRecording playing = first.get();
            send(playing.label(), playing.batch(), sender);
            if (!playlist.advanceFirst()) {
                recordings++;
                listener.ended(playing.sensor().stream());
            }
            first = playlist.first(nowUs());
        }
    }

    private void send(Optional<String> label, SensorBatch batch, BatchSender sender) {
        sender.send(label, batch);
        batches.merge(batch.stream(), 1L, Long::sum);
        events += batch.measurements();
        listener.sent(batch);
    }

    /** Waits until a batch is due and there is room for it; returns false once cancelled. */
    private boolean await(double dueUs, BatchSender sender) throws InterruptedException {
        double leftUs = dueUs - nowUs();
        while (leftUs > 0 && options.speed().isPaced() && !isCancelled()) {
            cancelled.await((long) Math.min(leftUs + 1, LOOK_EVERY_US), TimeUnit.MICROSECONDS);
            sender.check();
            leftUs = dueUs - nowUs();
        }
        sender.awaitRoom(this::isCancelled);
        return !isCancelled();
    }

    private double nowUs() {
        return (System.nanoTime() - startNs) / 1e3;
    }
}
