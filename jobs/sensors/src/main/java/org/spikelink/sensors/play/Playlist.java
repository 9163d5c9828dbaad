package org.spikelink.sensors.play;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.sensors.SensorSource;
import org.spikelink.sensors.send.SessionClock;

/**
 * Sensors that are playing, up to a limit, and sensors that wait for their turn. The batch that is due first is sent
 * first. If several are due at the same time, as at full speed, the sensor that has waited longest goes first.
 */
final class Playlist implements AutoCloseable {
    private record Turn(PlayingRecording recording, double dueUs, long number) {}

    private final ReplayOptions options;
    private final SessionClock sessions = new SessionClock();
    private final Deque<SensorSource> waiting;
    private final PriorityQueue<Turn> playing =
            new PriorityQueue<>(
                    Comparator.comparingDouble(Turn::dueUs).thenComparingLong(Turn::number));
    private long turns;

    Playlist(List<? extends SensorSource> sensors, ReplayOptions options) {
        this.options = options;
        this.waiting = new ArrayDeque<>(sensors);
    }

    /** Opens as many sessions as may play and returns the one whose batch is due first; empty when all have ended. */
    Optional<PlayingRecording> first(double nowUs) {
        while (playing.size() < options.streamsAtOnce() && !waiting.isEmpty()) {
            SensorSource sensor = waiting.remove();
            PlayOptions play =
                    new PlayOptions(sessions.next(), options.batchUs(), options.periodUs());
            add(new PlayingRecording(sensor, play, options.speed(), nowUs));
        }
        return Optional.ofNullable(playing.peek()).map(Turn::recording);
    }

    /** Advances the first session to its next batch; returns false if it has ended and is closed. */
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
