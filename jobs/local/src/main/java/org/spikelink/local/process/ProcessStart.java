package org.spikelink.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * When a process started, as text. Process ids are reused, but no two processes share both id and start. On Linux it
 * is the boot id and the clock ticks since boot, which setting the clock does not change; elsewhere it is the start
 * time.
 */
public final class ProcessStart {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Fields of /proc/PID/stat after the command's name, which is in parentheses and may contain any character. */
    private static final int STATE = 0;

    private static final int STARTED = 19;

    private ProcessStart() {}

    /** The start of the process with id {@code pid}; empty if no such process is alive. */
    public static Optional<String> of(long pid) {
        return Files.exists(BOOT) ? ofLinux(pid) : ofHandle(pid);
    }

    private static Optional<String> ofLinux(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            // A dead process keeps its id until its parent has read its exit code.
            boolean dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return dead
                    ? Optional.empty()
                    : Optional.of(Files.readString(BOOT).strip() + "/" + fields[STARTED]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> ofHandle(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(Object::toString);
    }
}
