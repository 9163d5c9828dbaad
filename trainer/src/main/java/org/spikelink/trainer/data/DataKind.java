package org.spikelink.trainer.data;

import java.nio.file.Path;
import java.util.List;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.trainer.data.item.DataException;
import org.spikelink.trainer.data.item.Labels;

/** The properties that all recordings of a data set must share. */
final class DataKind {
    private DataKind() {}

    /** Rejects recordings that differ from the first in kind, channels or how they are labelled. */
    static void check(Path root, List<Recording> recordings) {
        Recording first = recordings.get(0);
        for (Recording recording : recordings) {
            if (!of(recording).equals(of(first))) {
                throw new DataException(
                        "%s: recordings must be of one kind (%s is %s, %s is %s)"
                                .formatted(
                                        root,
                                        first.name(),
                                        of(first),
                                        recording.name(),
                                        of(recording)));
            }
        }
    }

    /** Rejects recordings of a different kind from the training set. */
    static void check(Path root, List<Recording> recordings, Recording learned) {
        check(root, recordings);
        if (!of(recordings.get(0)).equals(of(learned))) {
            throw new DataException(
                    "%s: must hold recordings like the training set, %s (got %s)"
                            .formatted(root, of(learned), of(recordings.get(0))));
        }
    }

    private static String of(Recording recording) {
        if (!(recording instanceof SeriesRecording series)) {
            return "events, labelled as a whole";
        }
        return "samples of %d channels, labelled %s"
                .formatted(
                        series.series().channels(),
                        Labels.isPerStep(recording) ? "one by one" : "as a whole");
    }
}
