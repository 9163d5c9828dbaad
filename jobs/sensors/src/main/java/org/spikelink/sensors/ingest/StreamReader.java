package org.spikelink.sensors.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.spikelink.sensors.ingest.SourceAddress.Tcp;

/**
 * Reads standard input or a TCP connection. Waits while all slots are full, so that the sender has to wait as well.
 */
final class StreamReader implements Reader {
    private static final int CONNECT_MS = 10_000;

    private final SourceAddress address;
    private final InputStream standardInput;
    private final SlotRing ring;
    private final Consumer<String> notice;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private volatile boolean connected;
    private volatile boolean closed;
    private volatile Closeable open = () -> {};

    StreamReader(
            SourceAddress address,
            InputStream standardInput,
            SlotRing ring,
            Consumer<String> notice) {
        this.address = address;
        this.standardInput = standardInput;
        this.ring = ring;
        this.notice = notice;
    }

    @Override
    public void run() {
        try (InputStream in = address instanceof Tcp tcp ? connect(tcp) : standardInput) {
            port.complete(0);
            connected = true;
            copy(in);
            ring.end();
        } catch (IOException e) {
            fail(
                    new IngestException(
                            "%s cannot be read (%s)".formatted(address, e.getMessage()), e));
        } catch (IngestException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ring.end();
        } finally {
            port.complete(0);
        }
    }

    private void fail(IngestException reason) {
        if (closed) {
            ring.end();
        } else {
            ring.fail(reason);
        }
    }

    private void copy(InputStream in) throws IOException, InterruptedException {
        while (!closed) {
            Slot slot = ring.takeFree();
            int count = in.read(slot.bytes, 0, Slot.BYTES);
            if (count < 0) {
                return;
            }
            slot.add(count, System.nanoTime());
            ring.publish(slot);
        }
    }

    private InputStream connect(Tcp tcp) throws IOException {
        return tcp.host().isEmpty() ? accepted(tcp.port()) : connected(tcp);
    }

    private InputStream connected(Tcp tcp) throws IOException {
        Socket socket = new Socket();
        open = socket;
        try {
            socket.setKeepAlive(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(tcp.host()), tcp.port()),
                    CONNECT_MS);
            return socket.getInputStream();
        } catch (UnknownHostException e) {
            throw new IngestException("%s has an unknown host".formatted(tcp), e);
        } catch (IOException e) {
            socket.close();
            throw new IngestException(
                    "%s does not answer (%s); start the camera's software first, or wait for it with tcp://:%d"
                            .formatted(tcp, e.getMessage(), tcp.port()),
                    e);
        }
    }

    private InputStream accepted(int number) throws IOException {
        try (ServerSocket server = listen(number)) {
            open = server;
            port.complete(server.getLocalPort());
            notice.accept("waiting for a connection at tcp://:" + server.getLocalPort());
            Socket socket = server.accept();
            open = socket;
            socket.setKeepAlive(true);
            return socket.getInputStream();
        }
    }

    private static ServerSocket listen(int number) throws IOException {
        try {
            return new ServerSocket(number, 1);
        } catch (IOException e) {
            throw new IngestException(
                    "cannot listen on port %d (%s); choose another port"
                            .formatted(number, e.getMessage()),
                    e);
        }
    }

    /** Whether there was a connection. */
    boolean hasConnected() {
        return connected;
    }

    @Override
    public int port() throws InterruptedException {
        try {
            return port.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        closed = true;
        try {
            open.close();
        } catch (IOException e) {
            notice.accept("%s could not be closed (%s)".formatted(address, e.getMessage()));
        }
    }
}
