package org.spikelink.tests.benchmarks.decode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.aedat4.Aedat4Format;
import org.spikelink.connectors.recordings.events.dat.DatFormat;
import org.spikelink.connectors.recordings.events.evt.EvtFormat;
import org.spikelink.connectors.recordings.events.nmnist.NmnistFormat;
import org.spikelink.connectors.recordings.events.table.NpyEventsFormat;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;

/**
 * A recording in memory.
 *
 * @param name for the report
 * @param target least rate, million events a second
 * @param aim a rate beyond it; null for none
 */
record MemoryFile(String name, EventFormat format, byte[] bytes, double target, Double aim) {
    private static final int BYTES = 4_000_000;
    private static final int GENERATED_EVENTS = 250_000;
    private static final String GENERATED = "generated events";

    /** A file of every format that the bench measures. */
    static List<MemoryFile> all(Path data) throws IOException {
        Path evt2 = data.resolve("recordings/evt2-640x480.raw");
        Path evt3 = data.resolve("recordings/evt3-1280x720.raw");
        Path dat = data.resolve("recordings/ncars-004397.dat");
        Path npy = data.resolve("field-recordings/structured-txyp.npy");
        Path nmnist = data.resolve("nmnist/train/0/00002.bin");
        return List.of(
                repeated("EVT 2.0", EvtFormat.EVT2, evt2, 4, Encoded::evt2, 400, null),
                repeated("EVT 3.0", EvtFormat.EVT3, evt3, 2, Encoded::evt3, 150, 250.0),
                repeated("DAT", new DatFormat(), dat, 8, Encoded::dat, 400, null),
                aedat4(data.resolve("recordings/minimal-640x480.aedat4")),
                whole("structured .npy", new NpyEventsFormat(), npy),
                repeated("N-MNIST", new NmnistFormat(), nmnist, 5, Encoded::nmnist, 200, null));
    }

    /** A file whose words after the header are repeated. */
    private static MemoryFile repeated(
            String name,
            EventFormat format,
            Path path,
            int wordBytes,
            Function<Encoded, byte[]> generate,
            double target,
            Double aim)
            throws IOException {
        boolean real = Files.exists(path);
        byte[] once =
                real
                        ? Files.readAllBytes(path)
                        : generate.apply(Encoded.generated(GENERATED_EVENTS));
        int header = header(format, once);
        int body = (once.length - header) / wordBytes * wordBytes;
        int times = Math.max(1, BYTES / body);
        byte[] all = new byte[header + times * body];
        System.arraycopy(once, 0, all, 0, header);
        for (int n = 0; n < times; n++) {
            System.arraycopy(once, header, all, header + n * body, body);
        }
        return new MemoryFile(label(name, real, path), format, all, target, aim);
    }

    /** The number of bytes that a format reads before the first event. */
    private static int header(EventFormat format, byte[] file) {
        RecordingSource source = source("header", file);
        try (EventDecoder decoder = format.open(source, OpenOptions.NONE)) {
            return (int) source.bytes().offset();
        }
    }

    private static MemoryFile whole(String name, EventFormat format, Path path) throws IOException {
        boolean real = Files.exists(path);
        byte[] bytes = real ? Files.readAllBytes(path) : Encoded.generated(GENERATED_EVENTS).npy();
        return new MemoryFile(label(name, real, path), format, bytes, 200, null);
    }

    /** The events of a compressed file, in packets without compression. */
    private static MemoryFile aedat4(Path path) {
        boolean real = Files.exists(path);
        Encoded events =
                real ? Encoded.of(Recordings.open(path)) : Encoded.generated(GENERATED_EVENTS);
        String name = label("AEDAT 4, uncompressed", real, path);
        return new MemoryFile(name, new Aedat4Format(), events.aedat4(), 200, null);
    }

    private static String label(String name, boolean real, Path path) {
        return name + ", " + (real ? path.getFileName() : GENERATED);
    }

    EventDecoder open() {
        return format.open(source(name, bytes), OpenOptions.NONE);
    }

    private static RecordingSource source(String name, byte[] bytes) {
        return new RecordingSource(
                Path.of("memory"),
                bytes.length,
                new RecordingBytes(name, new ByteArrayInputStream(bytes)));
    }
}
