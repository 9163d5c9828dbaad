package org.spikelink.tests.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in front of a broker and passes on what clients and broker send each other, at once or later. */
final class DelayProxy implements AutoCloseable {
    private static final int BLOCK = 1 << 16;
    private static final int WAITING = 200;

    private final ServerSocket door;
    private final int brokerPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "proxy");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile long delayMs;

    /**
     * Opens a door on a free port.
     *
     * @param host that clients come to
     * @param brokerPort on 127.0.0.1; nobody need answer there yet
     */
    DelayProxy(String host, int brokerPort) throws IOException {
        this.door = new ServerSocket(0, WAITING, InetAddress.getByName(host));
        this.brokerPort = brokerPort;
        threads.execute(this::letIn);
    }

    /** {@code HOST:PORT} of the door. */
    String address() {
        return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    /** Holds back everything for so long from now on, in both directions, block by block. */
    void delay(Duration delay) {
        delayMs = delay.toMillis();
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                // The door was closed, or the client left before it came in.
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        try {
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
            open.add(broker);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            threads.execute(() -> pass(client, broker));
            pass(broker, client);
        } catch (IOException e) {
            end(client); // there is no broker at the moment
        }
    }

    /** Passes on until one side ends, which then ends the other. */
    private void pass(Socket from, Socket to) {
        byte[] block = new byte[BLOCK];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                Thread.sleep(delayMs);
                out.write(block, 0, n);
            }
        } catch (IOException e) {
            // One of the two is gone, and so is the other in a moment.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is as closed as it can be.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(this::end);
        threads.shutdownNow();
    }
}
