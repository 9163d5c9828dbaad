package org.spikelink.trainer.data.item;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.series.Series;

/**
 * The classes of a data set.
 *
 * @param names numbers in numeric order, else sorted as text; the order depends on the names only
 */
public record Labels(List<String> names) {
    /** Shorter numbers first, so that digits sort as numbers. */
    private static final Comparator<String> NUMERIC =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /**
     * The classes of recordings. All must have labels, one for the whole or one per step.
     *
     * @param root name of the data in messages
     */
    public static Labels of(Path root, List<Recording> recordings) {
        checkLabelled(root, recordings);
        List<String> found = recordings.stream().flatMap(Labels::of).distinct().toList();
        if (found.size() < 2) {
            throw new DataException(
                    "%s: must hold at least two classes (got %s)"
                            .formatted(
                                    root,
                                    found.isEmpty() ? "none" : "only '" + found.get(0) + "'"));
        }
        boolean numbers = found.stream().allMatch(label -> label.matches("0|[1-9][0-9]*"));
        return new Labels(
                found.stream().sorted(numbers ? NUMERIC : Comparator.naturalOrder()).toList());
    }

    private static void checkLabelled(Path root, List<Recording> recordings) {
        if (recordings.isEmpty()) {
            throw new DataException(root + ": must hold recordings (got none)");
        }
        List<Recording> without = recordings.stream().filter(r -> !isLabelled(r)).toList();
        if (!without.isEmpty()) {
            throw new DataException(
                    "%s: every recording must have a label: the name of its parent folder, a label in its file, or one in a list (%d of %d have none, the first is %s)"
                            .formatted(
                                    root,
                                    without.size(),
                                    recordings.size(),
                                    without.get(0).name()));
        }
    }

    /** Rejects recordings that are not all labelled with these classes. */
    public void check(Path root, List<Recording> recordings) {
        checkLabelled(root, recordings);
        if (recordings.stream().flatMap(Labels::of).findAny().isEmpty()) {
            throw new DataException(root + ": must hold labelled samples (got none)");
        }
        for (Recording recording : recordings) {
            for (String label : of(recording).toList()) {
                if (!names.contains(label)) {
                    throw new DataException(
                            "%s: %s: its label must be one of the training set, %s (got '%s')"
                                    .formatted(root, recording.name(), names, label));
                }
            }
        }
    }

    /** Whether the recording's samples have labels of their own. */
    public static boolean isPerStep(Recording recording) {
        return recording instanceof SeriesRecording s && s.series().isPerStep();
    }

    private static boolean isLabelled(Recording recording) {
        return isPerStep(recording) || recording.label().isPresent();
    }

    private static Stream<String> of(Recording recording) {
        return recording instanceof SeriesRecording s && s.series().isPerStep()
                ? Arrays.stream(s.series().stepLabels())
                        .distinct()
                        .filter(step -> step != Series.UNLABELLED)
                        .mapToObj(Integer::toString)
                : recording.label().stream();
    }

    /** Class of a recording labelled as a whole. */
    public int ofRecording(Recording recording) {
        return names.indexOf(recording.label().orElseThrow());
    }

    /** Class of a sample that is labelled with a number. */
    int ofStep(int label) {
        return label == Series.UNLABELLED
                ? LabelledSequence.UNLABELLED
                : names.indexOf(Integer.toString(label));
    }
}
