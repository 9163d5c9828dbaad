package org.spikelink.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that a temporary folder belongs to, as the folder's name says it: there is no moment at which a folder
 * has no owner.
 *
 * @param namespace in which the process has its id: containers may share a folder
 * @param pid its process id
 * @param start hash of its {@link ProcessStart}
 */
record FolderOwner(String namespace, long pid, String start) {
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
    private static final Pattern NAME =
            Pattern.compile("spikelink-([0-9]+)-([0-9]{1,18})-([0-9a-f]{1,8})-[0-9]+");

    /** This process. */
    static FolderOwner self() {
        long pid = ProcessHandle.current().pid();
        return new FolderOwner(ownNamespace(), pid, startOf(pid));
    }

    /** The beginning of a folder's name, to which a random number is appended. */
    String prefix() {
        return "spikelink-%s-%s-%s-".formatted(namespace, pid, start);
    }

    /** Whether {@code name} is of a folder whose owner has died, as far as this process can know. */
    static boolean isDead(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                && parts.group(1).equals(ownNamespace())
                && !startOf(Long.parseLong(parts.group(2))).equals(parts.group(3));
    }

    private static String startOf(long pid) {
        return ProcessStart.of(pid).map(start -> Integer.toHexString(start.hashCode())).orElse("0");
    }

    private static String ownNamespace() {
        try {
            return Files.readSymbolicLink(NAMESPACE).toString().replaceAll("[^0-9]", "");
        } catch (IOException e) {
            return "0"; // not on Linux
        }
    }
}
