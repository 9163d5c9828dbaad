package org.spikelink.tests.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A network namespace of this machine, linked to it by a cable that can be pulled, where the machine permits such;
 * all on private addresses that only this machine knows.
 */
final class Island implements AutoCloseable {
    private final String name;
    private final String net;
    private final boolean there;

    private Island(String name, String net, boolean there) {
        this.name = name;
        this.net = net;
        this.there = there;
    }

    /** Makes one; {@link #isThere} says whether that worked. */
    static Island create() {
        String name = "spk" + ProcessHandle.current().pid();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String net = "10.%d.%d.".formatted(100 + random.nextInt(100), random.nextInt(256));
        boolean there =
                ip("netns", "add", name)
                        && ip(
                                "link",
                                "add",
                                mainland(name),
                                "type",
                                "veth",
                                "peer",
                                "name",
                                "cable",
                                "netns",
                                name)
                        && ip("addr", "add", net + "1/30", "dev", mainland(name))
                        && ip("link", "set", mainland(name), "up")
                        && ip("-n", name, "addr", "add", net + "2/30", "dev", "cable")
                        && ip("-n", name, "link", "set", "cable", "up")
                        && ip("-n", name, "link", "set", "lo", "up");
        Island island = new Island(name, net, there);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ip("netns", "del", name)));
        return island;
    }

    private static boolean ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return Tool.succeeds(command.toArray(String[]::new));
    }

    private static String mainland(String name) {
        return name + "m";
    }

    boolean isThere() {
        return there;
    }

    /** Where the machine answers the island. */
    String mainlandAddress() {
        return net + "1";
    }

    /** Where the island answers the machine. */
    String address() {
        return net + "2";
    }

    /** Of a command, the one that runs it on the island. */
    List<String> inside(List<String> command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(command);
        return inside;
    }

    /** Nothing passes any more, in either direction. */
    void pullCable() throws IOException {
        set("down");
    }

    /** All passes again. */
    void plugCable() throws IOException {
        set("up");
    }

    private void set(String state) throws IOException {
        if (!ip("-n", name, "link", "set", "cable", state)) {
            throw new IOException("ip -n %s link set cable %s must work".formatted(name, state));
        }
    }

    /** Takes it away, which must be empty. */
    @Override
    public void close() {
        ip("netns", "del", name);
    }
}
