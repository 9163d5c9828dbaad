package org.spikelink.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.error.Printable;
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
        check(model, recording, (stated, taken) -> stated.equals(taken));
    }

    /**
     * Checks a recording of a set before it is run. In a set that a model was trained on, recordings may be of smaller sensors than
     * the model's, which is the largest of them.
     *
     * @throws RecordingException if the model takes another kind of sensor or a smaller one, or the file cannot be opened
     */
    static void checkFits(Model model, Recording recording) {
        check(model, recording, InputMatch::fits);
    }

    /** A line for the user about recordings that state a smaller sensor than the model's, if there are any. */
    public static Optional<String> smaller(Model model, List<Recording> recordings) {
        if (!(model.document().input() instanceof InputSpec.Events input)) {
            return Optional.empty();
        }
        SensorSize taken = new SensorSize(input.width(), input.height());
        List<RecordingFile> found =
                recordings.stream()
                        .filter(RecordingFile.class::isInstance)
                        .map(RecordingFile.class::cast)
                        .filter(file -> isSmaller(file, taken))
                        .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%d of %d recordings state a smaller sensor than model %s takes, %s: is it the model of this sensor? (the first: %s)"
                                .formatted(
                                        found.size(),
                                        recordings.size(),
                                        model.document().id(),
                                        text(taken),
                                        Printable.of(found.get(0).path().toString())));
    }

    private static boolean isSmaller(RecordingFile file, SensorSize taken) {
        try {
            return stated(file).filter(s -> fits(s, taken) && !s.equals(taken)).isPresent();
        } catch (RecordingException e) { // it is counted where it is run
            return false;
        }
    }

    private static boolean fits(SensorSize stated, SensorSize taken) {
        return stated.width() <= taken.width() && stated.height() <= taken.height();
    }

    private static void check(
            Model model, Recording recording, BiPredicate<SensorSize, SensorSize> accepted) {
        if (recording instanceof RecordingFile file) {
            events(model, file, accepted);
        } else if (recording instanceof SeriesRecording series) {
            series(model, series);
        }
    }

    private static void events(
            Model model, RecordingFile file, BiPredicate<SensorSize, SensorSize> accepted) {
        if (!(model.document().input() instanceof InputSpec.Events input)) {
            throw error(file, "holds events of a camera, but model %s takes samples", model);
        }
        Optional<SensorSize> stated = stated(file);
        SensorSize taken = new SensorSize(input.width(), input.height());
        if (stated.isPresent() && !accepted.test(stated.get(), taken)) {
            throw error(
                    file,
                    "its sensor has %s pixels, but model %s takes %s: use a model of this sensor, or cut the recording with"
                            + " spikelink convert --crop or --downsample",
                    text(stated.get()),
                    model,
                    text(taken));
        }
    }

    private static Optional<SensorSize> stated(RecordingFile file) {
        try (EventDecoder opened = file.open()) {
            return opened.sensorSize();
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
