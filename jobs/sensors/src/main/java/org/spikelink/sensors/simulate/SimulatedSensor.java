package org.spikelink.sensors.simulate;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.playback.Batches;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.sensors.SensorSource;

/**
 * One simulated camera, with the same pixels for all gestures. Its recording of the n-th gesture depends only on the
 * seed, its number and n.
 */
public final class SimulatedSensor implements SensorSource {
    private static final long PIXELS = 0;
    private static final long SCENES = 1;
    private static final long NOISE = 2;

    private final int number;
    private final SimulateOptions options;
    private final long takes;
    private final PixelArray pixels;
    private long next;

    /**
     * Creates a camera that has watched nothing yet.
     *
     * @param number from 0
     * @param takes how many gestures it watches when it is played
     */
    public SimulatedSensor(int number, SimulateOptions options, long takes) {
        this.number = number;
        this.options = options;
        this.takes = takes;
        this.pixels = PixelArray.make(options.camera(), Randoms.at(options.seed(), number, PIXELS));
    }

    /**
     * The n-th gesture that it watches, from 0. Every camera goes through all gestures in turn, each from another
     * start.
     */
    public Gesture gesture(long n) {
        int gestures = options.gestures().size();
        return options.gestures().get((int) ((number + n) % gestures));
    }

    /** Recording of the n-th gesture. */
    public EventDecoder recording(long n) {
        Scene scene =
                new GestureScene(
                        gesture(n),
                        options.camera().size(),
                        options.variety(),
                        Randoms.at(options.seed(), number, SCENES, n));
        return new SimulatedRecording(
                scene, options.camera(), pixels, Randoms.at(options.seed(), number, NOISE, n));
    }

    @Override
    public String stream() {
        return "simulated-%04d".formatted(number);
    }

    @Override
    public String source() {
        return "simulated camera " + number;
    }

    @Override
    public boolean hasNext() {
        return next < takes;
    }

    @Override
    public Session next(PlayOptions play) {
        if (!hasNext()) {
            throw new NoSuchElementException(source() + " has watched all its gestures");
        }
        CutOptions cut = new CutOptions(source(), stream(), play.session(), play.batchUs());
        String label = gesture(next).label();
        return new Session(Optional.of(label), Batches.of(recording(next++), cut));
    }
}
