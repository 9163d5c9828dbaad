package org.spikelink.tests.benchmarks.ingest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.utils.BufferSupplier;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.playback.BatchCutter;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;

/** The bytes of recordings in Kafka, and what reading them costs, for packed and for delta-coded events. */
final class WireBench {
    private static final String NAME = "wire";
    private static final byte[] KEY = {'c', 'a', 'm'};
    private static final long BATCH_US = 10_000;
    private static final int KAFKA_BATCH_BYTES = 1 << 16; // as the producer's batch.size
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int rounds;
    private final long roundNs;
    private long checksum;

    WireBench(int rounds, long roundNs) {
        this.rounds = rounds;
        this.roundNs = roundNs;
    }

    private record Codec(String name, Compression compression) {}

    private static final List<Codec> CODECS =
            List.of(
                    new Codec("none", Compression.NONE),
                    new Codec("lz4", Compression.lz4().build()),
                    new Codec("zstd", Compression.zstd().build()));

    /** One way to write the events of a recording. */
    private record Stored(String name, List<MemoryRecords> records, boolean delta) {
        long bytes() {
            return records.stream().mapToLong(MemoryRecords::sizeInBytes).sum();
        }
    }

    List<Row> run(List<Path> files) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Path file : files) {
            rows.addAll(run(file));
        }
        if (checksum == 0) { // keeps the JVM from leaving out the work
            throw new IllegalStateException("no events were read");
        }
        return rows;
    }

    private List<Row> run(Path file) throws Exception {
        List<SensorBatch> batches = batches(file);
        long events = batches.stream().mapToLong(SensorBatch::measurements).sum();
        String name = String.valueOf(file.getFileName());
        List<Stored> stored = new ArrayList<>();
        for (Codec codec : CODECS) {
            stored.add(new Stored("packed, " + codec.name, records(batches, codec, false), false));
            stored.add(new Stored("delta, " + codec.name, records(batches, codec, true), true));
        }
        List<Rounds.Side> sides = new ArrayList<>();
        stored.forEach(way -> sides.add(() -> nsPerEvent(way, events)));
        for (Rounds.Side side : sides) {
            side.measure(); // warms up
        }
        Rounds measured = Rounds.of(rounds, sides);
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < stored.size(); n++) {
            Stored way = stored.get(n);
            double bytes = (double) way.bytes() / events;
            double packed = (double) stored.get(n - n % 2).bytes() / events;
            Row size = Row.of(NAME, name + ", " + way.name, "size", bytes, "B/event");
            rows.add(
                    way.delta
                            ? size.against("packed", new Rounds.Median(packed / bytes, 0))
                                    .atLeast(2)
                            : size);
            rows.add(
                    Row.of(
                            NAME,
                            name + ", " + way.name,
                            "reading",
                            measured.median(n),
                            "ns/event"));
        }
        return rows;
    }

    private static List<SensorBatch> batches(Path file) {
        List<SensorBatch> batches = new ArrayList<>();
        try (EventDecoder events = Recordings.open(file, OpenOptions.NONE)) {
            new BatchCutter(events, new CutOptions("bench", "cam", 1, BATCH_US), () -> 0)
                    .forEachRemaining(batches::add);
        }
        return batches;
    }

    private static List<MemoryRecords> records(
            List<SensorBatch> batches, Codec codec, boolean delta) {
        List<MemoryRecords> records = new ArrayList<>();
        List<SimpleRecord> group = new ArrayList<>();
        int size = 0;
        for (SensorBatch batch : batches) {
            byte[] value = SensorBatchEncoder.encode(delta ? deltaCoded(batch) : batch);
            if (size + value.length > KAFKA_BATCH_BYTES && !group.isEmpty()) {
                records.add(together(codec, group));
                size = 0;
            }
            group.add(new SimpleRecord(0L, KEY, value));
            size += value.length;
        }
        records.add(together(codec, group));
        return records;
    }

    private static MemoryRecords together(Codec codec, List<SimpleRecord> group) {
        MemoryRecords records =
                MemoryRecords.withRecords(codec.compression, group.toArray(new SimpleRecord[0]));
        group.clear();
        return records;
    }

    /** A batch whose field of events holds their differences. */
    private static SensorBatch deltaCoded(SensorBatch batch) {
        PackedEvents events = (PackedEvents) batch.payload();
        byte[] coded = DeltaEvents.encode(events);
        byte[] packed = new byte[events.length()];
        if (DeltaEvents.decode(coded, packed) != events.count()
                || !Arrays.equals(
                        packed,
                        0,
                        packed.length,
                        events.bytes(),
                        events.offset(),
                        events.offset() + events.length())) {
            throw new IllegalStateException("delta-coded events must decode to the same events");
        }
        return new SensorBatch(
                batch.stream(),
                batch.session(),
                batch.sequence(),
                batch.startUs(),
                batch.untilUs(),
                batch.end(),
                new PackedEvents(coded),
                batch.origin(),
                coded);
    }

    /** CPU time from a fetched batch of records to packed events, as the job unpacks them. */
    private double nsPerEvent(Stored way, long events) {
        byte[] packed = new byte[1 << 20];
        long passes = 0;
        long startNs = THREADS.getCurrentThreadCpuTime();
        long tookNs;
        do {
            for (MemoryRecords records : way.records) {
                for (RecordBatch batch : records.batches()) {
                    read(batch, way.delta, packed);
                }
            }
            passes++;
            tookNs = THREADS.getCurrentThreadCpuTime() - startNs;
        } while (tookNs < roundNs);
        return (double) tookNs / (passes * events);
    }

    private void read(RecordBatch batch, boolean delta, byte[] packed) {
        try (var records = batch.streamingIterator(BufferSupplier.create())) {
            while (records.hasNext()) {
                ByteBuffer value = records.next().value();
                byte[] bytes = new byte[value.remaining()];
                value.get(bytes);
                PackedEvents events = events(bytes);
                if (delta && events.length() > 0) {
                    byte[] coded =
                            Arrays.copyOfRange(
                                    bytes, events.offset(), events.offset() + events.length());
                    events = new PackedEvents(packed, 0, 8 * DeltaEvents.decode(coded, packed));
                }
                long sum = 0;
                for (int n = 0; n < events.count(); n++) {
                    sum += events.get(n);
                }
                checksum += sum;
            }
        }
    }

    private static PackedEvents events(byte[] value) {
        var read = SensorBatchDecoder.decode(KEY, value, new Origin("t", 0, 0, 0));
        return (PackedEvents) ((SensorBatch) read).payload();
    }
}
