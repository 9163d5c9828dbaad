package org.spikelink.evaluation;

import java.util.Optional;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;

/** Whether a recording comes from the kind of sensor that a model was made for. */
public final class InputMatch {
    private InputMatch() {}

    /**
     * Checks a recording before it is run. A file that does not state its sensor's size is checked event by event when it
     * is run.
     *
     * @throws RecordingException if the model takes another sensor, or the file cannot be opened
     */
    public static void check(Model model, Recording recording) {
        if (recording instanceof RecordingFile file) {
            events(model, file);
        } else if (recording instanceof SeriesRecording series) {
            series(model, series);
        }
    }

    private static void events(Model model, RecordingFile file) {
        if (!(model.document().input() instanceof InputSpec.Events input)) {
            throw error(file, "holds events of a camera, but model %s takes samples", model);
        }
        Optional<SensorSize> stated;
        try (EventDecoder opened = file.open()) {
            stated = opened.sensorSize();
        }
        SensorSize taken = new SensorSize(input.width(), input.height());
        if (stated.isPresent() && !stated.get().equals(taken)) {
            throw error(
                    file,
                    "its sensor has %s pixels, but model %s takes %s: use a model of this sensor, or cut the recording with"
                            + " spikelink convert --crop or --downsample",
                    text(stated.get()),
                    model,
                    text(taken));
        }
    }

    private static void series(Model model, SeriesRecording recording) {
        if (!(model.document().input() instanceof InputSpec.Samples input)) {
            throw error(recording, "holds samples, but model %s takes events of a camera", model);
        }
        if (recording.series().channels() != input.channels()) {
            throw error(
                    recording,
                    "its samples have %d channels, but model %s takes %d",
                    recording.series().channels(),
                    model,
                    input.channels());
        }
    }

    private static RecordingException error(
            Recording recording, String message, Object... arguments) {
        Object[] named = arguments.clone();
        for (int n = 0; n < named.length; n++) {
            named[n] = named[n] instanceof Model model ? model.document().id() : named[n];
        }
        return new RecordingException(recording.path().toString(), message.formatted(named));
    }

    private static String text(SensorSize size) {
        return size.width() + "x" + size.height();
    }
}
