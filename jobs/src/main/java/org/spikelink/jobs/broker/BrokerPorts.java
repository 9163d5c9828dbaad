package org.spikelink.jobs.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The two ports that a broker listens on, both on 127.0.0.1.
 *
 * @param clients for producers and consumers
 * @param controller for the broker's own controller
 */
record BrokerPorts(int clients, int controller) {
    static final String HOST = "127.0.0.1";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** The wanted port for clients, or a free one where 0 is wanted, and a free one for the controller. */
    static BrokerPorts choose(int wanted) throws IOException {
        try (ServerSocket clients = bind(wanted);
                ServerSocket controller = bind(0)) {
            return new BrokerPorts(clients.getLocalPort(), controller.getLocalPort());
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK));
        } catch (IOException e) {
            throw new IOException(
                    "broker port must be free on %s (got %d: %s)"
                            .formatted(HOST, port, e.getMessage()),
                    e);
        }
    }
}
