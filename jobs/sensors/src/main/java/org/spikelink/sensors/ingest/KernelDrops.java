package org.spikelink.sensors.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many datagrams Linux has dropped because the buffer of a socket was full, from {@code /proc/net/udp}. Other
 * systems do not report this.
 */
final class KernelDrops {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL_ADDRESS = 1;

    private KernelDrops() {}

    /** Datagrams dropped at a local port so far; 0 if the system does not report it. */
    static long of(int port) {
        return TABLES.stream().mapToLong(table -> in(table, port)).sum();
    }

    private static long in(Path table, int port) {
        try {
            return Files.isReadable(table) ? in(Files.readAllLines(table), port) : 0;
        } catch (IOException e) {
            return 0; // only the count is missing
        }
    }

    /** The last column of the sockets at a port. */
    static long in(List<String> lines, int port) {
        String suffix = ":%04X".formatted(port);
        long drops = 0;
        for (String line : lines) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].endsWith(suffix)) {
                drops += Long.parseLong(columns[columns.length - 1]);
            }
        }
        return drops;
    }
}
