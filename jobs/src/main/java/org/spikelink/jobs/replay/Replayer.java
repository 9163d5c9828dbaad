package org.spikelink.jobs.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.core.record.SensorBatch;

/**
 * Plays recordings into Kafka, each as a stream of its name and a session of its own. A batch is sent when the recording's
 * clock, running at the speed asked for since the recording was opened, has passed it. The label goes into the record
 * header {@code label}, never into the data. Runs once.
 */
public final class Replayer {
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

    /** A replay that has not begun. */
    public Replayer(ReplayOptions options) {
        this.options = options;
    }

    /**
     * Plays recordings until all have ended, or until cancelled, and waits for every ack.
     *
     * @param files of different names
     * @param progress told of every batch
     * @throws ReplayException if two have the same name, no broker answers within 10 s, it has no such topic and none is to be created, or a batch
     *     is not acknowledged within {@link ReplayOptions#giveUpAfter} (after a cancel: 5 s)
     * @throws RecordingException where a recording cannot be read
     * @throws InterruptedException if the thread is interrupted; batches may be lost then
     */
    public ReplayResult run(List<Recording> files, ReplayListener progress)
            throws InterruptedException {
        return play(
                files.stream().map(file -> new RecordedSensor(file, options.loop())).toList(),
                progress);
    }

    /** The same for any sensors: {@link ReplayOptions#loop} says nothing here, a sensor itself ends or does not. */
    public ReplayResult play(List<? extends PlayedSensor> sensors, ReplayListener progress)
            throws InterruptedException {
        listener = progress;
        checkNames(sensors);
        TopicCheck.check(options);
        startNs = System.nanoTime();
        try (BatchSender sender = new BatchSender(options);
                Playlist playlist = new Playlist(sensors, options)) {
            play(playlist, sender);
            sender.awaitAcks(
                    isCancelled() ? ACKS_AFTER_CANCEL : options.giveUpAfter().multipliedBy(2));
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNs);
        return new ReplayResult(
                recordings, events, elapsed, Duration.ofNanos((long) (latestByUs * 1e3)), batches);
    }

    /** Ends the replay soon, between two batches; for any thread. */
    public void cancel() {
        cancelled.countDown();
    }

    private boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    private static void checkNames(List<? extends PlayedSensor> sensors) {
        Map<String, PlayedSensor> seen = new HashMap<>();
        for (PlayedSensor sensor : sensors) {
            PlayedSensor other = seen.put(sensor.stream(), sensor);
            if (other != null) {
                throw new ReplayException(
                        "recordings must have different names, for these are their streams (%s and %s both are '%s')"
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

    /** Waits for a batch's time and for room; false once cancelled. */
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
