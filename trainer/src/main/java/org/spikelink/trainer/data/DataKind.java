package org.spikelink.trainer.data;

import java.nio.file.Path;
import java.util.List;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SeriesRecording;

/** What all recordings of a data set must have in common. */
final class DataKind {
    private DataKind() {}

    /** Refuses recordings that differ from the first in kind, channels or how they are labelled. */
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

    /** Refuses recordings of another kind than those that are learned from. */
    static void check(Path root, List<Recording> recordings, Recording learned) {
        check(root, recordings);
        if (!of(recordings.get(0)).equals(of(learned))) {
            throw new DataException(
                    "%s: must hold what is learned from, %s (got %s)"
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
