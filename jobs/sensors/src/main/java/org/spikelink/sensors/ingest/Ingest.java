package org.spikelink.sensors.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerPresence;
import org.spikelink.connectors.recordings.OrientedDecoder;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.Orientation;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.sensors.ingest.SourceAddress.Tcp;
import org.spikelink.sensors.ingest.SourceAddress.Udp;
import org.spikelink.sensors.play.ReplayListener;
import org.spikelink.sensors.send.BatchSender;
import org.spikelink.sensors.send.BatchTarget;
import org.spikelink.sensors.send.SendException;
import org.spikelink.sensors.send.SendOptions;
import org.spikelink.sensors.send.TopicCheck;

/**
 * Sends a live sensor to Kafka until its source ends or it is cancelled. TCP and standard input wait when Kafka is
 * slow; datagrams are dropped in whole batches, which are counted. The memory is bounded in any case. Each instance runs
 * once.
 */
public final class Ingest {
    private static final Duration ACKS_AFTER_CANCEL = Duration.ofSeconds(5);
    private static final int STREAM_SLOTS = 32; // 4 MiB
    private static final int DATAGRAM_SLOTS = 256; // 32 MiB
    private static final long TICK_MS = 5;
    private static final long LONGEST_FLUSH_MS = 100;
    private static final long SILENCE_EVERY_US = 100_000;
    private static final long NOTICE_EVERY_NS = TimeUnit.SECONDS.toNanos(10);

    private final IngestOptions options;
    private final InputStream standardInput;
    private final CompletableFuture<Reader> firstReader = new CompletableFuture<>();
    private volatile Reader reader; // null before the source is opened
    private volatile boolean cancelled;

    private ReplayListener listener = ReplayListener.NONE;
    private final long againMs;
    private Reconnect reconnect;
    private SessionWriter writer;
    private BatchBuilder builder;
    private SequenceCheck sequence = new SequenceCheck();
    private final Map<String, Long> skipped = new HashMap<>();
    private long lost;
    private long malformed;
    private long noticedNs = System.nanoTime() - NOTICE_EVERY_NS;
    private long noticed;
    private boolean inSession;
    private long startNs;
    private long openSinceNs;
    private long lastEventNs;
    private long toldUs;
    private long foreign;
    private Orientation stored = Orientation.OURS;
    private SensorSize size = new SensorSize(1, 1);
    private int taken;

    /**
     * An ingest that has not started.
     *
     * @param standardInput read if the source is {@link SourceAddress.StandardInput}
     */
    public Ingest(IngestOptions options, InputStream standardInput) {
        this(options, standardInput, Reconnect.FIRST_MS);
    }

    /** With another wait before the first reconnect, for tests. */
    Ingest(IngestOptions options, InputStream standardInput, long againMs) {
        this.againMs = againMs;
        this.options = options;
        this.standardInput = standardInput;
    }

    /**
     * Sends to Kafka until the source ends or this is cancelled, and waits for every ack.
     *
     * @param progress is notified of every batch
     * @throws BrokerException if no broker answers within {@link SendOptions#giveUpAfter}
     * @throws SendException if the topic is missing and must not be created, or a batch is not acknowledged in time
     * @throws IngestException if the source cannot be opened or fails
     * @throws RecordingException if the bytes of a stream violate their format; all events before have been sent
     * @throws InterruptedException if the thread is interrupted; batches may be lost then
     */
    public IngestResult run(SendOptions kafka, ReplayListener progress)
            throws InterruptedException {
        BrokerPresence presence = TopicCheck.check(kafka, progress::waiting);
        try (presence;
                BatchSender sender = new BatchSender(kafka)) {
            return run(sender, kafka.giveUpAfter().multipliedBy(2), progress);
        }
    }

    /** Sends to any target, and waits at most {@code patience} for its acks. */
    public IngestResult run(BatchTarget target, Duration patience, ReplayListener progress)
            throws InterruptedException {
        listener = progress;
        writer = new SessionWriter(options, target, () -> cancelled, progress);
        builder = new BatchBuilder(options.batchUs(), options.batchEvents(), writer);
        reconnect =
                new Reconnect(
                        options.source().toString(), listener::waiting, () -> cancelled, againMs);
        startNs = System.nanoTime();
        try {
            if (options.source() instanceof Udp udp) {
                takeDatagrams(udp);
            } else {
                takeConnections();
            }
        } catch (RecordingException | IngestException e) {
            awaitAcks(target, patience); // what came before is not lost
            throw e;
        } finally {
            firstReader.cancel(false);
        }
        awaitAcks(target, patience);
        return result();
    }

    private void awaitAcks(BatchTarget target, Duration patience) throws InterruptedException {
        target.awaitAcks(cancelled ? ACKS_AFTER_CANCEL : patience);
    }

    private void takeDatagrams(Udp udp) throws InterruptedException {
        SlotRing ring = new SlotRing(DATAGRAM_SLOTS);
        UdpReader source = new UdpReader(udp, ring, listener::waiting);
        take(source, () -> takeDatagrams(ring, source));
    }

    /** Takes the bytes of standard input, or of one connection after the other. */
    private void takeConnections() throws InterruptedException {
        SourceAddress address = options.source();
        String ended;
        do {
            SlotRing ring = new SlotRing(STREAM_SLOTS);
            StreamReader source = new StreamReader(address, standardInput, ring, listener::waiting);
            ended = "the connection has ended";
            try {
                take(source, () -> takeStream(ring, source));
            } catch (IngestException e) {
                if (!options.opensAgain() || (reconnect.isFirst() && !source.hasConnected())) {
                    throw e;
                }
                ended = e.getMessage();
            }
            address = sameAddress(address, source);
        } while (options.opensAgain() && reconnect.await(ended));
    }

    /** With the port that was chosen if the user left that open. */
    private static SourceAddress sameAddress(SourceAddress address, StreamReader source)
            throws InterruptedException {
        return address instanceof Tcp tcp && tcp.host().isEmpty() && tcp.port() == 0
                ? new Tcp("", source.port())
                : address;
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void take(Reader source, Work work) throws InterruptedException {
        reader = source;
        firstReader.complete(source);
        Thread thread = new Thread(source, "ingest-reader");
        thread.setDaemon(true);
        thread.start();
        try {
            if (cancelled) {
                source.stop();
            }
            work.run();
        } finally {
            source.stop();
            endSession();
        }
    }

    /** Ends the ingest soon. May be called from any thread. */
    public void cancel() {
        cancelled = true;
        Reader open = reader;
        if (open != null) {
            open.stop();
        }
    }

    /** The local port of a socket that receives or listens; waits until it is open. */
    public int port() throws InterruptedException {
        try {
            return firstReader.get().port();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void takeStream(SlotRing ring, StreamReader source) throws InterruptedException {
        EventChunk chunk = new EventChunk();
        SlotStream bytes = new SlotStream(ring, () -> idle(chunk), () -> cancelled);
        try {
            if (options.opensAgain() && !bytes.awaitFirst()) {
                return; // not a session yet
            }
            reconnect.connected();
            beginSession();
            takeStream(bytes, chunk);
        } catch (RecordingException e) {
            takeNew(chunk);
            if (Thread.currentThread().isInterrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            boolean cut = options.opensAgain() && bytes.isDrained() && source.hasConnected();
            if (cut) {
                skipped.merge("connections cut within an event", 1L, Long::sum);
            } else if (!cancelled) {
                throw e;
            }
        } catch (IOException e) {
            throw new IngestException(
                    "%s cannot be read (%s)".formatted(options.source(), e.getMessage()), e);
        }
    }

    private void takeStream(SlotStream bytes, EventChunk chunk)
            throws IOException, InterruptedException {
        try (EventDecoder events =
                Recordings.openAsStored(
                        options.source().toString(), whole(bytes), options.open())) {
            orient(events);
            taken = 0;
            while (events.read(chunk)) {
                takeNew(chunk);
                taken = 0;
            }
            events.skipped().forEach((kind, count) -> skipped.merge(kind, count, Long::sum));
        }
    }

    private InputStream whole(SlotStream bytes) throws IOException {
        return options.source() instanceof SourceAddress.Tcp ? VersionLine.restored(bytes) : bytes;
    }

    /** As an oriented decoder does; the events are oriented when they are taken, which may be before a read ends. */
    private void orient(EventDecoder events) {
        OrientedDecoder.of(events, options.source().toString()); // checks that the size is known
        stored = events.orientation();
        size = events.sensorSize().orElse(size);
        writer.sensor(events.sensorSize());
    }

    /** Adds what the decoder has put into the chunk since the last call. */
    private void takeNew(EventChunk chunk) throws InterruptedException {
        if (chunk.count() > taken) {
            int from = taken;
            taken = chunk.count();
            stored.apply(chunk, from, taken, size);
            add(chunk, from, taken);
        }
    }

    private void idle(EventChunk chunk) throws InterruptedException {
        takeNew(chunk);
        idle();
    }

    private void takeDatagrams(SlotRing ring, UdpReader source) throws InterruptedException {
        DatagramDecoder decoder = options.datagrams();
        EventChunk chunk = new EventChunk(DatagramDecoder.MAX_EVENTS);
        while (true) { // a cancelled reader ends
            if (ring.isEmpty()) {
                idle();
            }
            Slot slot = ring.poll(TICK_MS);
            if (slot == null) {
                if (ring.isDrained()) {
                    break;
                }
                continue;
            }
            if (slot.newSender) {
                endSession();
                decoder = nextSender(decoder);
            }
            if (!decoder.isNumbered()) {
                miss(slot.lostBefore);
            }
            for (int n = 0; n < slot.count(); n++) {
                take(slot, n, decoder, chunk);
            }
            ring.recycle(slot);
        }
        decoder.skipped().forEach((kind, count) -> skipped.merge(kind, count, Long::sum));
        if (!decoder.isNumbered()) {
            lost += source.lostSinceLastSlot();
        }
        foreign = source.foreign();
    }

    private DatagramDecoder nextSender(DatagramDecoder last) {
        last.skipped().forEach((kind, count) -> skipped.merge(kind, count, Long::sum));
        lost += sequence.lost();
        sequence = new SequenceCheck();
        return options.datagrams();
    }

    private void take(Slot slot, int n, DatagramDecoder decoder, EventChunk chunk)
            throws InterruptedException {
        int from = slot.start(n);
        int to = slot.end(n);
        chunk.clear();
        long arrivedUs = TimeUnit.NANOSECONDS.toMicros(slot.arrivedNs(n) - startNs);
        if (!decoder.decode(slot.bytes, from, to, arrivedUs, chunk)) {
            malformed++;
            notice(
                    "a datagram of %d bytes is not of %s; state the format with --format, --jaer and --sensor (%d so far)"
                            .formatted(to - from, decoder.rule(), malformed));
            return;
        }
        if (!inSession) {
            beginSession();
            writer.sensor(decoder.sensorSize());
        }
        if (decoder.isNumbered()) {
            writer.miss(sequence.take(decoder.sequence(slot.bytes, from, to)));
        }
        if (chunk.count() > 0) {
            add(chunk, 0, chunk.count());
        }
    }

    private void miss(long count) {
        lost += count;
        writer.miss(count);
    }

    private void add(EventChunk chunk, int from, int to) throws InterruptedException {
        lastEventNs = System.nanoTime();
        toldUs = 0;
        if (!builder.hasEvents()) {
            openSinceNs = lastEventNs;
        }
        builder.add(chunk, from, to);
        long dropped = writer.droppedBatches();
        if (dropped > noticed && notice(droppedNotice())) {
            noticed = dropped;
        }
    }

    private String droppedNotice() {
        return "Kafka is slower than the sensor: %d batches with %d events dropped so far"
                .formatted(writer.droppedBatches(), writer.droppedEvents());
    }

    private boolean notice(String text) {
        boolean due = System.nanoTime() - noticedNs >= NOTICE_EVERY_NS;
        if (due) {
            noticedNs = System.nanoTime();
            listener.waiting(text);
        }
        return due;
    }

    /** Nothing to decode for the moment: sends what has waited long enough, or an empty batch if the sensor is silent. */
    private void idle() throws InterruptedException {
        if (!inSession) {
            return;
        }
        long nowNs = System.nanoTime();
        long openMs = TimeUnit.NANOSECONDS.toMillis(nowNs - openSinceNs);
        if (builder.hasEvents() && openMs >= flushMs()) {
            builder.flush();
        }
        long silentMs = TimeUnit.NANOSECONDS.toMillis(nowNs - lastEventNs);
        if (options.silentAfterMs() > 0 && silentMs >= options.silentAfterMs()) {
            tellSilence(TimeUnit.NANOSECONDS.toMicros(nowNs - lastEventNs));
        }
    }

    private long flushMs() {
        long batchMs = TimeUnit.MICROSECONDS.toMillis(options.batchUs());
        return batchMs == 0 ? LONGEST_FLUSH_MS : Math.min(batchMs, LONGEST_FLUSH_MS);
    }

    /**
     * The sensor's clock has advanced about as much as ours since the last event. The sensor's clock may be slower
     * by a thousandth, and events may be under way for {@code silentAfterMs}.
     */
    private void tellSilence(long silentUs) throws InterruptedException {
        long sureUs =
                silentUs
                        - silentUs / 1000
                        - TimeUnit.MILLISECONDS.toMicros(options.silentAfterMs());
        if (sureUs - toldUs >= SILENCE_EVERY_US) {
            toldUs = sureUs;
            builder.silentUntil(builder.latestUs() + sureUs);
        }
    }

    private void beginSession() {
        writer.begin();
        inSession = true;
        lastEventNs = System.nanoTime();
    }

    private void endSession() throws InterruptedException {
        if (inSession) {
            inSession = false;
            builder.end();
        }
    }

    private IngestResult result() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNs);
        return new IngestResult(
                writer.events(),
                writer.batches(),
                writer.sessions(),
                lost + sequence.lost(),
                malformed,
                foreign,
                writer.droppedBatches(),
                writer.droppedEvents(),
                writer.filteredEvents(),
                reconnect.count(),
                skipped,
                elapsed);
    }
}
