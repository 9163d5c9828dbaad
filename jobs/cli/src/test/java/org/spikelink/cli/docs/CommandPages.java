package org.spikelink.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * The pages of docs/commands. The upper part of a page is generated from the command's options; what stands below
 * {@link #END} is written by hand and kept.
 */
public final class CommandPages {
    private static final String START =
            "<!-- Generated from the command's options, up to the end mark. -->\n";
    private static final String END = "<!-- End of the generated part. -->\n";
    private static final boolean WRITE = Boolean.getBoolean("docs.write");

    private final Path folder;
    private final String module;

    /**
     * Pages that a module's test holds.
     *
     * @param module folder of the module, from the root of the repository
     */
    public CommandPages(String module) {
        Path here = Path.of("").toAbsolutePath();
        String up = "../".repeat(Path.of(module).getNameCount());
        this.folder = here.resolve(up + "docs/commands").normalize();
        this.module = module;
    }

    /** The page of a command is what its options make it; with {@code -Ddocs.write=true} it is written. */
    public void assertCurrent(CommandLine command) throws IOException {
        assertCurrent(command.getCommandName(), CommandPage.of(command));
    }

    /** The generated part of a page is {@code generated}. */
    void assertCurrent(String name, String generated) throws IOException {
        Path page = folder.resolve(name.replaceFirst("^spikelink ", "") + ".md");
        String old = Files.exists(page) ? Files.readString(page) : "";
        if (WRITE) {
            Files.writeString(page, START + generated + END + byHand(old));
            return;
        }
        assertThat(old)
                .as(
                        "%s is stale. Run: mvn -B -q -pl %s -am test -Dtest='*PagesTest'"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true",
                        page, module)
                .startsWith(START + generated + END);
    }

    private static String byHand(String page) {
        int end = page.indexOf(END);
        return end < 0 ? "" : page.substring(end + END.length());
    }
}
