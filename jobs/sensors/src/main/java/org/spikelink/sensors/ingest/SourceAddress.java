package org.spikelink.sensors.ingest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.core.error.Printable;

/** Where a sensor's bytes come from. */
public sealed interface SourceAddress {
    /** Standard input: whatever another program writes. */
    record StandardInput() implements SourceAddress {
        @Override
        public String toString() {
            return "stdin";
        }
    }

    /**
     * Datagrams that are sent to a port of this machine.
     *
     * @param host address to receive at, or a multicast group to join; empty for all addresses
     * @param port 0..65535; 0 chooses a free one
     */
    record Udp(String host, int port) implements SourceAddress {
        @Override
        public String toString() {
            return "udp://" + host + ":" + port;
        }
    }

    /**
     * One connection.
     *
     * @param host to connect to; empty to wait for a program that connects to this machine
     * @param port 0..65535; 0 chooses a free one
     */
    record Tcp(String host, int port) implements SourceAddress {
        @Override
        public String toString() {
            return "tcp://" + host + ":" + port;
        }
    }

    /**
     * Parses what a user writes: {@code -}, {@code udp://[HOST]:PORT} or {@code tcp://[HOST]:PORT}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static SourceAddress parse(String text) {
        if (text.equals("-")) {
            return new StandardInput();
        }
        Matcher address =
                Pattern.compile(
                                "(udp|tcp)://(\\[[0-9a-fA-F:.%]+\\]|[^\\[\\]:/@\\s]*):([0-9]{1,5})/?")
                        .matcher(text);
        if (!address.matches() || Integer.parseInt(address.group(3)) > 0xFFFF) {
            throw new IllegalArgumentException(
                    "a source must be - for standard input, udp://:PORT, tcp://HOST:PORT, or tcp://:PORT to wait for a"
                            + " connection (got %s)".formatted(Printable.of(text)));
        }
        String host = address.group(2);
        int port = Integer.parseInt(address.group(3));
        return address.group(1).toLowerCase(Locale.ROOT).equals("udp")
                ? new Udp(host, port)
                : new Tcp(host, port);
    }
}
