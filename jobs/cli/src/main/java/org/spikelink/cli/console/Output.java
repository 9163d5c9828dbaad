package org.spikelink.cli.console;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spikelink.core.error.Printable;
import org.spikelink.core.io.StandardOutput;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Standard output or error of a command. Control characters other than line breaks and tabs are escaped, so that no
 * text that others wrote reaches the terminal as a control sequence. A write error ends the command: a full disk with a
 * message, a pipe that no process reads any more without one.
 */
public final class Output {
    private static final Path STDOUT = Path.of("/dev/stdout");

    /** Set by the launcher where it gave Java another locale than the terminal's, which is ASCII. */
    private static final String ASCII_TERMINAL = "spikelink.ascii.terminal";

    private Output() {}

    /**
     * Where a command says what it has written to {@code file}: standard error if the file is standard output, so that
     * nothing is mixed into it, otherwise standard output.
     */
    public static PrintWriter about(Path file, CommandSpec command) {
        return isStdout(file) ? command.commandLine().getErr() : command.commandLine().getOut();
    }

    private static boolean isStdout(Path file) {
        try {
            return Files.isSameFile(file, STDOUT);
        } catch (IOException e) { // a file that is not there, or a system without this name
            return false;
        }
    }

    /** Standard output; throws {@link StandardOutput#failure} if it cannot be written. */
    static PrintWriter stdout() {
        return new PrintWriter(new Checked(System.out, true, true), true);
    }

    /** Standard output with control characters, for a command that controls the terminal. */
    public static PrintWriter terminal() {
        return new PrintWriter(new Checked(System.out, false, true), true);
    }

    /** What the terminal on standard output shows. */
    public static Charset terminalCharset() {
        if (Boolean.getBoolean(ASCII_TERMINAL)) {
            return StandardCharsets.US_ASCII;
        }
        // The name up to Java 18, and from 19 on.
        String name =
                System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    /** Standard error. */
    static PrintWriter stderr() {
        return new PrintWriter(new Checked(System.err, true, false), true);
    }

    /** Reports the errors that {@link PrintStream} and {@link PrintWriter} would swallow. */
    private static final class Checked extends Writer {
        private final PrintStream to;
        private final boolean escapes;
        private final boolean reports;

        Checked(PrintStream to, boolean escapes, boolean reports) {
            this.to = to;
            this.escapes = escapes;
            this.reports = reports;
        }

        @Override
        public void write(char[] text, int from, int length) {
            String written = new String(text, from, length);
            to.print(escapes ? escaped(written) : written);
        }

        private static String escaped(String text) {
            StringBuilder safe = new StringBuilder(text.length());
            text.codePoints()
                    .forEach(
                            c -> {
                                if (isLayout(c) || Printable.isSafe(c)) {
                                    safe.appendCodePoint(c);
                                } else {
                                    safe.append(Printable.escaped(Character.toString(c)));
                                }
                            });
            return safe.toString();
        }

        private static boolean isLayout(int c) {
            return c == '\t' || System.lineSeparator().indexOf(c) >= 0;
        }

        @Override
        public void flush() {
            if (to.checkError() && reports) {
                throw StandardOutput.failure();
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
