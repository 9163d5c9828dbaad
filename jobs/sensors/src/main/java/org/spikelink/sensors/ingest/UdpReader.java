package org.spikelink.sensors.ingest;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.spikelink.sensors.ingest.SourceAddress.Udp;

/**
 * Receives the datagrams of one sender at a time. It never waits for the decoder: when all slots are full, datagrams
 * are lost and counted, as are those that the kernel drops before. Another sender is accepted after the first has been
 * silent for a second.
 */
final class UdpReader implements Reader {
    private static final int MAX_DATAGRAM_BYTES = 1 << 16;
    private static final int SOCKET_BUFFER_BYTES = 1 << 24;
    private static final long SENDER_SILENT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long IDLE_MS = 100;

    private final DatagramChannel channel;
    private final Selector selector;
    private final SlotRing ring;
    private final int port;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private volatile boolean closed;
    private final AtomicLong foreign = new AtomicLong();
    private SocketAddress sender;
    private long senderNs;
    private boolean senderChanged;
    private long lost;
    private long kernelDrops;
    private long dropsReadNs = System.nanoTime();
    private Slot slot;

    /**
     * Binds the port.
     *
     * @throws IngestException if it cannot be bound
     */
    UdpReader(Udp address, SlotRing ring, Consumer<String> notice) {
        this.ring = ring;
        try {
            InetAddress host =
                    InetAddress.getByName(address.host().isEmpty() ? "0.0.0.0" : address.host());
            channel =
                    DatagramChannel.open(
                            host instanceof Inet6Address
                                    ? StandardProtocolFamily.INET6
                                    : StandardProtocolFamily.INET);
            selector = Selector.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
            if (host.isMulticastAddress()) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(new InetSocketAddress(address.port()));
                join(host);
            } else {
                channel.bind(new InetSocketAddress(host, address.port()));
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            notice.accept(
                    "receiving datagrams at udp://%s:%d, socket buffer %d kB"
                            .formatted(
                                    address.host(),
                                    port,
                                    channel.getOption(StandardSocketOptions.SO_RCVBUF) / 1024));
        } catch (UnknownHostException e) {
            throw new IngestException("%s has an unknown host".formatted(address), e);
        } catch (IOException e) {
            throw new IngestException(
                    "no datagrams can be received at %s (%s); end the program that receives there, or choose another port"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    private void join(InetAddress group) throws IOException {
        IOException failure = null;
        boolean joined = false;
        for (NetworkInterface at : NetworkInterface.networkInterfaces().toList()) {
            if (at.isUp() && (at.supportsMulticast() || at.isLoopback())) {
                try {
                    channel.join(group, at);
                    joined = true;
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
        if (!joined) {
            throw failure == null
                    ? new IOException("no network interface supports multicast")
                    : failure;
        }
    }

    @Override
    public void run() {
        try {
            kernelDrops = KernelDrops.of(port);
            while (!closed) {
                receive();
            }
            publish();
            countKernelDrops(Long.MAX_VALUE);
            ring.end();
        } catch (IOException e) {
            if (closed) {
                ring.end();
            } else {
                ring.fail(
                        new IngestException(
                                "no more datagrams can be received (" + e.getMessage() + ")", e));
            }
        } finally {
            release();
        }
    }

    private void release() {
        try (channel) {
            selector.close();
        } catch (IOException e) {
            closed = true; // nothing can be received any more anyway
        }
    }

    private void receive() throws IOException {
        datagram.clear();
        SocketAddress from = channel.receive(datagram);
        if (from == null) {
            awaitMore();
        } else if (isSender(from)) {
            keep();
        } else {
            foreign.incrementAndGet();
        }
    }

    /** Hands over what has come when the decoder is waiting; otherwise slots fill up first. */
    private void awaitMore() throws IOException {
        if (ring.isEmpty()) {
            publish();
        }
        selector.select(slot == null ? IDLE_MS : 1);
        selector.selectedKeys().clear();
    }

    private boolean isSender(SocketAddress from) {
        long nowNs = System.nanoTime();
        if (!from.equals(sender)) {
            if (sender != null && nowNs - senderNs < SENDER_SILENT_NS) {
                return false;
            }
            senderChanged = sender != null;
            sender = from;
            publish();
        }
        senderNs = nowNs;
        return true;
    }

    private void keep() throws IOException {
        if (slot == null) {
            slot = ring.pollFree();
            if (slot == null) {
                lost++;
                return;
            }
            countKernelDrops(System.nanoTime());
            slot.lostBefore = lost;
            slot.newSender = senderChanged;
            lost = 0;
            senderChanged = false;
        }
        datagram.flip();
        int size = datagram.remaining();
        datagram.get(slot.bytes, slot.length(), size);
        slot.add(size, senderNs);
        if (!slot.hasRoom()) {
            publish();
        }
    }

    private void countKernelDrops(long nowNs) {
        if (nowNs - dropsReadNs > TimeUnit.MILLISECONDS.toNanos(IDLE_MS)) {
            dropsReadNs = nowNs;
            long drops = KernelDrops.of(port);
            lost += Math.max(0, drops - kernelDrops);
            kernelDrops = drops;
        }
    }

    private void publish() {
        if (slot != null && slot.count() > 0) {
            ring.publish(slot);
            slot = null;
        }
    }

    @Override
    public long lostSinceLastSlot() {
        return lost;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long foreign() {
        return foreign.get();
    }

    @Override
    public void stop() {
        closed = true;
        selector.wakeup();
    }
}
