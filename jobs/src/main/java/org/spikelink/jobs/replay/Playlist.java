package org.spikelink.jobs.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.spikelink.connectors.recordings.PlayOptions;

/**
 * Sensors that play, at most so many at a time, and those that wait for their turn. The batch that is due first comes
 * first; of batches due at once, as all are at full speed, that of the sensor that has waited longest.
 */
final class Playlist implements AutoCloseable {
    private record Turn(PlayingRecording recording, double dueUs, long number) {}

    private final ReplayOptions options;
    private final SessionClock sessions = new SessionClock();
    private final Deque<PlayedSensor> waiting;
    private final PriorityQueue<Turn> playing =
            new PriorityQueue<>(
                    Comparator.comparingDouble(Turn::dueUs).thenComparingLong(Turn::number));
    private long turns;

    Playlist(List<? extends PlayedSensor> sensors, ReplayOptions options) {
        this.options = options;
        this.waiting = new ArrayDeque<>(sensors);
    }

    /** The take whose batch is due first, after opening as many as may play; none when all have ended. */
    Optional<PlayingRecording> first(double nowUs) {
        while (playing.size() < options.streamsAtOnce() && !waiting.isEmpty()) {
            PlayedSensor sensor = waiting.remove();
            PlayOptions play =
                    new PlayOptions(sessions.next(), options.batchUs(), options.periodUs());
            add(new PlayingRecording(sensor, play, options.speed(), nowUs));
        }
        return Optional.ofNullable(playing.peek()).map(Turn::recording);
    }

    /** Moves the first take on to its next batch; false where it has ended and is closed. */
    boolean advanceFirst() {
        PlayingRecording recording = playing.element().recording();
        boolean more = recording.advance();
        playing.remove();
        if (more) {
            add(recording);
        } else {
            recording.close();
            if (recording.sensor().hasNext()) {
                waiting.add(recording.sensor());
            }
        }
        return more;
    }

    private void add(PlayingRecording recording) {
        double dueUs = options.speed().isPaced() ? recording.dueUs() : 0;
        playing.add(new Turn(recording, dueUs, turns++));
    }

    @Override
    public void close() {
        playing.forEach(turn -> turn.recording().close());
        playing.clear();
    }
}
