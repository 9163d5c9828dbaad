package org.spikelink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.slf4j.LoggerFactory;

/**
 * A command that has run in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained
 */
public record Run(int code, String out, String err) {

    /** Runs a command to its end; not for two at a time. */
    public static Run spikelink(Object... args) {
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        // The log keeps the stream that it finds first: it must not be a command's.
        var unused = LoggerFactory.getLogger(Run.class);
        PrintStream originalOut = System.out;
        PrintStream originalErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream toOut = new PrintStream(out, true, UTF_8);
                PrintStream toErr = new PrintStream(err, true, UTF_8)) {
            System.setOut(toOut);
            System.setErr(toErr);
            int code = Spikelink.run(texts);
            toOut.flush();
            return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(originalOut);
            System.setErr(originalErr);
        }
    }
}
