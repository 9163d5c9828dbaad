package org.spikelink.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of a page: the lines of its code blocks without a language. */
final class PageCommands {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final String COMMAND = "./spikelink ";

    private PageCommands() {}

    /**
     * One command.
     *
     * @param words without {@code ./spikelink}
     * @param before the shell commands whose output is its standard input; empty for none
     */
    record Command(List<String> words, String before) {
        boolean piped() {
            return !before.isEmpty();
        }

        String name() {
            return words.get(0);
        }
    }

    static List<Command> of(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .filter(block -> block.group(1).isEmpty())
                    .flatMap(block -> block.group(2).lines())
                    .map(PageCommands::command)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Command command(String line) {
        int at = line.indexOf(COMMAND);
        if (at < 0) {
            throw new IllegalArgumentException("a block must hold commands (got " + line + ")");
        }
        String words = line.substring(at + COMMAND.length()).strip();
        String before = line.substring(0, at).strip().replaceFirst("\\s*\\|$", "");
        return new Command(Arrays.asList(words.split("\\s+", -1)), before);
    }
}
