package org.spikelink.trainer.data;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.spikelink.connectors.recordings.Recording;

/** The classes of a data set, and the rules that its labels must keep. */
final class Labels {
    /** Shorter numbers first, so that digits sort as numbers. */
    private static final Comparator<String> NUMERIC =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private Labels() {}

    /** The distinct labels, in an order that depends on them alone. */
    static List<String> of(Path root, List<Recording> files) {
        if (files.isEmpty()) {
            throw new DataException(root + ": must hold recordings (got none)");
        }
        List<Recording> without = files.stream().filter(f -> f.label().isEmpty()).toList();
        if (!without.isEmpty()) {
            throw new DataException(
                    "%s: every recording must have a label, the folder around it (%d of %d have none, %s first)"
                            .formatted(root, without.size(), files.size(), without.get(0).name()));
        }
        List<String> found = files.stream().map(f -> f.label().orElseThrow()).distinct().toList();
        if (found.size() < 2) {
            throw new DataException(
                    "%s: must hold recordings of at least two classes (got only '%s')"
                            .formatted(root, found.get(0)));
        }
        boolean numbers = found.stream().allMatch(label -> label.matches("0|[1-9][0-9]*"));
        return found.stream().sorted(numbers ? NUMERIC : Comparator.naturalOrder()).toList();
    }
}
