package org.spikelink.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;

/**
 * The launcher leaves the JVM's warning of incubator modules out of stderr, and passes the real stderr as another
 * descriptor, whose number is in the system property {@value #PROPERTY}.
 */
public final class LauncherStderr {
    private static final String PROPERTY = "spikelink.stderr";

    private LauncherStderr() {}

    /** Makes that descriptor {@link System#err}, if the launcher passed one. */
    public static void use() {
        Integer number = Integer.getInteger(PROPERTY);
        if (number == null) {
            return;
        }
        try {
            Constructor<FileDescriptor> of = FileDescriptor.class.getDeclaredConstructor(int.class);
            of.setAccessible(true);
            FileOutputStream file = new FileOutputStream(of.newInstance(number));
            Charset charset =
                    Charset.forName(
                            System.getProperty("native.encoding", Charset.defaultCharset().name()));
            System.setErr(new PrintStream(new BufferedOutputStream(file), true, charset));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The launcher's filter passes on what System.err writes.
        }
    }
}
