package org.spikelink.trainer.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.spikelink.connectors.recordings.GroupList;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.core.error.SpikelinkException;

/**
 * Which recordings belong together, so that folds and the validation set never divide them: those of one person or one
 * session.
 *
 * @param text {@code contiguous:N} for N blocks of consecutive recordings; a column of the list of recordings; or a
 *     list with the columns {@code file} and {@code group}
 */
public record GroupOption(String text) {
    private static final String BLOCKS = "contiguous:";
    private static final String COLUMN = "group";

    public GroupOption {
        if (text.startsWith(BLOCKS) && !text.matches(BLOCKS + "[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException(
                    "groups must be FILE, COLUMN or contiguous:N with N of at least 1 (got '%s')"
                            .formatted(text));
        }
    }

    /**
     * The number of each recording's group, counted from 0 in order of appearance.
     *
     * @param source of the recordings, as the user names it
     * @throws SpikelinkException if the groups cannot be read, or there is only one
     */
    int[] of(Path source, List<Recording> recordings) {
        int[] groups =
                text.startsWith(BLOCKS) ? blocks(recordings.size()) : named(source, recordings);
        int last = Arrays.stream(groups).max().orElse(0);
        if (last == 0) {
            throw new SpikelinkException(
                    "groups: there must be at least two groups of recordings (got one: '%s')"
                            .formatted(text));
        }
        return groups;
    }

    private int[] blocks(int recordings) {
        int count = Integer.parseInt(text.substring(BLOCKS.length()));
        if (count > recordings) {
            throw new SpikelinkException(
                    "groups: contiguous:N must be at most %d, the number of recordings (got %d)"
                            .formatted(recordings, count));
        }
        int[] groups = new int[recordings];
        for (int n = 0; n < recordings; n++) {
            groups[n] = (int) ((long) n * count / recordings);
        }
        return groups;
    }

    private int[] named(Path source, List<Recording> recordings) {
        List<String> names = names(source, recordings);
        List<String> distinct = names.stream().distinct().toList();
        return names.stream().mapToInt(distinct::indexOf).toArray();
    }

    private List<String> names(Path source, List<Recording> recordings) {
        if (GroupList.hasColumn(source, text)) {
            return GroupList.of(source, text, recordings);
        }
        Path file = Path.of(text);
        if (Files.isRegularFile(file)) {
            return GroupList.of(file, COLUMN, recordings);
        }
        List<String> columns = GroupList.columns(source);
        throw new SpikelinkException(
                "groups: '%s' is neither a file nor a column of %s%s"
                        .formatted(text, source, columns.isEmpty() ? "" : " " + columns));
    }
}
