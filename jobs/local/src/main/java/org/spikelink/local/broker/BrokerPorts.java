package org.spikelink.local.broker;

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

    /** Chooses a free port for the controller, and for clients {@code port}, or a free one if that is 0. */
    static BrokerPorts choose(int port) throws IOException {
        try (ServerSocket clients = bind(port);
                ServerSocket controller = bind(0)) {
            return new BrokerPorts(clients.getLocalPort(), controller.getLocalPort());
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK));
        } catch (IOException e) {
            throw new IOException(
                    "broker port must be free on %s (got %d: %s): use the broker that runs there, or choose another port with --port"
                            .formatted(HOST, port, e.getMessage()),
                    e);
        }
    }
}
