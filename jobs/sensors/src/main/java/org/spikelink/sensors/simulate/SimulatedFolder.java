package org.spikelink.sensors.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.dat.DatWriter;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.FileFailure;

/**
 * Simulated recordings in a folder, {@code LABEL/SENSOR-GESTURE.dat}; the same for the same options, byte for byte.
 */
public final class SimulatedFolder {
    private SimulatedFolder() {}

    /**
     * Writes each sensor's recordings of its first gestures, on all cores.
     *
     * @param folder new or empty
     * @param gestures per sensor, at least 1
     * @param written called after each recording, from several threads
     * @throws SpikelinkException if the folder is not empty or cannot be created
     */
    public static void write(Path folder, SimulateOptions options, int gestures, Runnable written) {
        try {
            checkEmpty(folder);
            for (Gesture gesture : options.gestures()) {
                Files.createDirectories(folder.resolve(gesture.label()));
            }
        } catch (IOException e) {
            throw new SpikelinkException(
                    folder + ": cannot be created (" + FileFailure.reason(e) + ")", e);
        }
        IntStream.range(0, options.sensors())
                .parallel()
                .forEach(number -> write(folder, number, options, gestures, written));
    }

    private static void checkEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new SpikelinkException(folder + ": the folder must be new or empty");
            }
        }
    }

    private static void write(
            Path folder, int number, SimulateOptions options, int gestures, Runnable written) {
        SimulatedSensor sensor = new SimulatedSensor(number, options, gestures);
        for (int n = 0; n < gestures; n++) {
            Path file =
                    folder.resolve(sensor.gesture(n).label())
                            .resolve("%04d-%02d.dat".formatted(number, n));
            try (EventDecoder events = sensor.recording(n)) {
                DatWriter.write(file, options.camera().size(), events);
            }
            written.run();
        }
    }
}
