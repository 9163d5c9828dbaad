package org.spikelink.tools.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.sensors.simulate.CameraOptions;
import org.spikelink.sensors.simulate.Gesture;
import org.spikelink.sensors.simulate.SimulateOptions;
import org.spikelink.sensors.simulate.SimulatedFolder;

/**
 * The default recordings and model of a demo: simulated gestures, and the model that ships with Spikelink. It was
 * trained on gestures from other simulated cameras ({@code jobs/recipes/gestures.yaml}).
 */
public final class Gestures {
    /** Number of recordings that {@link #simulate} writes, equally many of each gesture. */
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
     * Writes recordings into a folder, with one subfolder per gesture.
     *
     * @param folder new or empty
     * @param written called after each recording, from several threads
     */
    public static void simulate(Path folder, long seed, Runnable written) {
        SimulateOptions options =
                new SimulateOptions(
                        List.of(Gesture.values()), RECORDINGS / EACH, CameraOptions.of(SIZE), seed);
        SimulatedFolder.write(folder, options, EACH, written);
    }
}
