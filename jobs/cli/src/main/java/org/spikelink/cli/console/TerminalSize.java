package org.spikelink.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal's size.
 *
 * @param lines at least 1
 * @param columns at least 1
 */
public record TerminalSize(int lines, int columns) {
    /** Used where the size is unknown. */
    public static final TerminalSize DEFAULT = new TerminalSize(24, 80);

    private static final Pattern STTY = Pattern.compile("([1-9]\\d{0,4}) ([1-9]\\d{0,4})\\s*");
    private static final long PATIENCE_S = 1;

    /** The size of this process's terminal according to {@code stty}, or {@link #DEFAULT} if it is unknown. */
    public static TerminalSize now() {
        ProcessBuilder stty =
                new ProcessBuilder("stty", "size")
                        .redirectInput(new File("/dev/tty"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = stty.start();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return DEFAULT;
            }
            return parse(
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return DEFAULT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DEFAULT;
        }
    }

    public static TerminalSize parse(String answer) {
        Matcher size = STTY.matcher(answer);
        return size.matches()
                ? new TerminalSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
                : DEFAULT;
    }
}
