package org.spikelink.cli.console;

import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of printed commands, quoted so that they can be pasted into a shell. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** The word, in quotes if a shell would split or change it. */
    public static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A path as a word. */
    public static String of(Path path) {
        return of(path.toString());
    }

    /** Words with spaces between them. */
    public static String join(Collection<String> words) {
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
