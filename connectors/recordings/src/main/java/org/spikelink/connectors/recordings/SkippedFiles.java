package org.spikelink.connectors.recordings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.error.Printable;

/** The files of a set that were not read, by reason. Thread-safe. */
public final class SkippedFiles {
    private static final int SHOWN = 3;
    private static final int SHOWN_IN_ERROR = 20;
    private static final int MAX_CHARS = 200;

    /** Reasons, in the order of reports. */
    public enum Reason {
        OTHER("no recording"),
        HIDDEN("hidden"),
        UNREADABLE("unreadable");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final TreeMap<Reason, List<String>> files = new TreeMap<>();

    synchronized void add(Reason reason, String what) {
        files.computeIfAbsent(reason, r -> new ArrayList<>()).add(what);
    }

    /** Counts a recording that cannot be read. */
    public void addUnreadable(RecordingException e) {
        add(Reason.UNREADABLE, e.getMessage());
    }

    /** Number of files. */
    public synchronized int count() {
        return files.values().stream().mapToInt(List::size).sum();
    }

    /** One line with counts per reason and the first files of each; empty if no file was skipped. */
    public synchronized Optional<String> line() {
        return line(SHOWN);
    }

    private Optional<String> line(int shown) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder line =
                new StringBuilder()
                        .append(count())
                        .append(count() == 1 ? " file skipped: " : " files skipped: ");
        files.forEach(
                (reason, names) ->
                        line.append(names.size())
                                .append(' ')
                                .append(reason.text)
                                .append(" (")
                                .append(shown(names, shown))
                                .append("), "));
        line.setLength(line.length() - 2);
        return Optional.of(line.toString());
    }

    private static String shown(List<String> names, int shown) {
        List<String> first =
                names.stream().limit(shown).map(name -> Printable.cut(name, MAX_CHARS)).toList();
        return String.join("; ", first) + (names.size() > shown ? "; ..." : "");
    }

    /**
     * Rejects a set of which files were skipped that are not hidden.
     *
     * @param set name of the set in the error
     */
    public synchronized void check(String set) {
        if (files.keySet().stream().anyMatch(reason -> reason != Reason.HIDDEN)) {
            throw new RecordingException(
                    set,
                    "with --strict no file may be skipped; " + line(SHOWN_IN_ERROR).orElseThrow());
        }
    }
}
