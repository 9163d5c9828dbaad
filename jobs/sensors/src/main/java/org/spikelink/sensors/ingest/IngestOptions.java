package org.spikelink.sensors.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Words;
import org.spikelink.connectors.recordings.playback.CutOptions;

/**
 * How a live sensor is sent.
 *
 * @param source where its bytes come from
 * @param stream name of its stream, 1 to 1,024 bytes of UTF-8
 * @param label value of the record header {@code label}, if any
 * @param open format of the bytes; for datagrams one of {@link #DATAGRAM_FORMATS}, by default the first
 * @param jaer settings of jAER's output
 * @param batchUs sensor time of a batch, up to {@link CutOptions#MAX_BATCH_US} µs; 0 for batches by their number of
 *     events
 * @param batchEvents most events of a batch, up to 100,000; 0 for no other limit than that
 * @param silentAfterMs after this time without events, empty batches advance the sensor's time; 0 for never
 * @param filters of the events
 * @param reconnects whether a TCP connection that ends is opened again, until the ingest is cancelled
 */
public record IngestOptions(
        SourceAddress source,
        String stream,
        Optional<String> label,
        OpenOptions open,
        JaerSettings jaer,
        long batchUs,
        int batchEvents,
        long silentAfterMs,
        IngestFilters filters,
        boolean reconnects) {
    /** Formats of datagrams. */
    public static final List<String> DATAGRAM_FORMATS =
            List.of("jaer", "spif", "faery13", "faery8");

    private static final int MAX_SILENT_AFTER_MS = 60_000;

    /** Throws {@link IllegalArgumentException} naming what is out of range, or what must be stated. */
    public IngestOptions {
        int nameBytes = stream.getBytes(StandardCharsets.UTF_8).length;
        if (nameBytes < 1 || nameBytes > SensorBatchDecoder.MAX_STREAM_BYTES) {
            throw new IllegalArgumentException(
                    "--stream must have 1 to %d bytes of UTF-8 (got %d)"
                            .formatted(SensorBatchDecoder.MAX_STREAM_BYTES, nameBytes));
        }
        check("--batch-us", batchUs, CutOptions.MAX_BATCH_US);
        check("--batch-events", batchEvents, BatchBuilder.MAX_EVENTS);
        check("--silent-after-ms", silentAfterMs, MAX_SILENT_AFTER_MS);
        if (batchUs == 0 && batchEvents == 0) {
            throw new IllegalArgumentException(
                    "a batch needs a limit: --batch-us or --batch-events must be above 0");
        }
        if (source instanceof SourceAddress.Udp) {
            datagrams(open, jaer);
        }
    }

    /** Without filters, ending with the first connection. */
    public IngestOptions(
            SourceAddress source,
            String stream,
            Optional<String> label,
            OpenOptions open,
            JaerSettings jaer,
            long batchUs,
            int batchEvents,
            long silentAfterMs) {
        this(
                source,
                stream,
                label,
                open,
                jaer,
                batchUs,
                batchEvents,
                silentAfterMs,
                IngestFilters.NONE,
                false);
    }

    /** The same with filters of the events. */
    public IngestOptions with(IngestFilters other) {
        return with(other, reconnects);
    }

    /** The same, opening TCP connections again or not. */
    public IngestOptions reconnecting(boolean again) {
        return with(filters, again);
    }

    private IngestOptions with(IngestFilters other, boolean again) {
        return new IngestOptions(
                source,
                stream,
                label,
                open,
                jaer,
                batchUs,
                batchEvents,
                silentAfterMs,
                other,
                again);
    }

    /** Whether the source can be opened again and is. */
    boolean opensAgain() {
        return reconnects && source instanceof SourceAddress.Tcp;
    }

    private static void check(String option, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    "%s must be from 0 to %d (got %d)".formatted(option, most, value));
        }
    }

    /** A decoder of the source's datagrams, at the beginning of a session. */
    DatagramDecoder datagrams() {
        return datagrams(open, jaer);
    }

    private static DatagramDecoder datagrams(OpenOptions open, JaerSettings jaer) {
        String format = open.format().orElse(DATAGRAM_FORMATS.get(0));
        return switch (format) {
            case "jaer" -> new JaerDecoder(jaer, new Aedat2Words(open), usPerTick(open));
            case "spif" -> new WordDecoder(WordDecoder.Layout.SPIF);
            case "faery13" -> new WordDecoder(WordDecoder.Layout.FAERY13);
            case "faery8" -> new WordDecoder(WordDecoder.Layout.FAERY8);
            default ->
                    throw new IllegalArgumentException(
                            "--format of datagrams must be one of %s (got %s)"
                                    .formatted(String.join(", ", DATAGRAM_FORMATS), format));
        };
    }

    private static int usPerTick(OpenOptions open) {
        String unit = open.timeUnit().orElse("us");
        return switch (unit) {
            case "us" -> 1;
            case "ms" -> 1_000;
            default ->
                    throw new IllegalArgumentException(
                            "--time-unit of datagrams must be us or ms (got %s)".formatted(unit));
        };
    }

    /** Whether batches are dropped while Kafka is slow, because the sender cannot wait. */
    boolean drops() {
        return source instanceof SourceAddress.Udp;
    }
}
