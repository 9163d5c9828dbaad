package org.spikelink.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * When a process began, as a text: numbers of processes are used again, but no two processes have number and mark in
 * common. On Linux, the boot and the clock tick since, which no change of the clock moves; elsewhere the time.
 */
final class ProcessMark {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Fields of /proc/N/stat after the command's name in parentheses, which may hold anything. */
    private static final int STATE = 0;

    private static final int STARTED = 19;

    private ProcessMark() {}

    /** The mark of the process with the number {@code pid}; none where no process with it lives. */
    static Optional<String> of(long pid) {
        return Files.exists(BOOT) ? ofLinux(pid) : ofHandle(pid);
    }

    private static Optional<String> ofLinux(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            // A dead process keeps its number until its parent has asked how it ended.
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
