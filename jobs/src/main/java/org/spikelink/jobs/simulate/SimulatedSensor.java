package org.spikelink.jobs.simulate;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.spikelink.connectors.recordings.Batches;
import org.spikelink.connectors.recordings.CutOptions;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.PlayOptions;
import org.spikelink.jobs.replay.PlayedSensor;

/**
 * One simulated camera: the same pixels for all that it watches. What it reports of its n-th gesture depends on the seed,
 * its number and n alone.
 */
public final class SimulatedSensor implements PlayedSensor {
    private static final long PIXELS = 0;
    private static final long SCENES = 1;
    private static final long NOISE = 2;

    private final int number;
    private final SimulateOptions options;
    private final long takes;
    private final PixelArray pixels;
    private long next;

    /**
     * A camera that has seen nothing yet.
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

    /** The gesture that it watches as its n-th, from 0: all in turn, each camera beginning with another. */
    public Gesture gesture(long n) {
        int gestures = options.gestures().size();
        return options.gestures().get((int) ((number + n) % gestures));
    }

    /** What it reports of its n-th gesture. */
    public Decoder recording(long n) {
        Scene scene =
                new GestureScene(
                        gesture(n),
                        options.camera().size(),
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
    public Take next(PlayOptions play) {
        if (!hasNext()) {
            throw new NoSuchElementException(source() + " has watched all its gestures");
        }
        CutOptions cut = new CutOptions(source(), stream(), play.session(), play.batchUs());
        String label = gesture(next).label();
        return new Take(Optional.of(label), Batches.of(recording(next++), cut));
    }
}
