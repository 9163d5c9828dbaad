package org.spikelink.jobs.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelFile;
import org.spikelink.jobs.simulate.CameraOptions;
import org.spikelink.jobs.simulate.Gesture;
import org.spikelink.jobs.simulate.SimulateOptions;
import org.spikelink.jobs.simulate.SimulatedFolder;

/**
 * What a demo shows to those who bring nothing along: simulated gestures, and the model that ships with Spikelink, which
 * was trained on others, of other cameras ({@code jobs/recipes/gestures.yaml}).
 */
public final class Gestures {
    /** Recordings that {@link #simulate} writes, as many of each gesture. */
    public static final int RECORDINGS = 180;

    private static final int EACH = Gesture.values().length;
    private static final SensorSize SIZE = new SensorSize(32, 32);

    private Gestures() {}

    /** The model that ships with Spikelink. */
    public static Model model() {
        try (InputStream file = Gestures.class.getResourceAsStream("gestures.safetensors")) {
            return ModelFile.parse(Objects.requireNonNull(file, "the model").readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the model that ships with Spikelink", e);
        }
    }

    /**
     * Writes recordings into a folder, each under its gesture.
     *
     * @param folder new or empty
     * @param written told of each, from several threads
     */
    public static void simulate(Path folder, long seed, Runnable written) {
        SimulateOptions options =
                new SimulateOptions(
                        List.of(Gesture.values()), RECORDINGS / EACH, CameraOptions.of(SIZE), seed);
        SimulatedFolder.write(folder, options, EACH, written);
    }
}
