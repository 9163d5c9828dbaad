package org.spikelink.connectors.recordings.events.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.connectors.recordings.io.numpy.NpyType;
import org.spikelink.core.error.Printable;
import org.spikelink.core.io.CheckedEntry;

/** An archive of NumPy arrays t, x, y and p with one number per event, or with one array whose entries have these fields. */
public final class NpzEventsFormat implements EventFormat {
    private static final String ARRAY = ".npy";

    @Override
    public String id() {
        return "npz";
    }

    @Override
    public String title() {
        return "NumPy columns of events";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".npz");
    }

    @Override
    public boolean goesByName() {
        return false;
    }

    @Override
    public boolean recognizes(FileHead head) {
        if (!head.startsWith("PK") || !head.isNamed(suffixes())) {
            return false;
        }
        try (ZipFile zip = new ZipFile(Path.of(head.name()).toFile())) {
            return Columns.named(names(zip)).isPresent() || structured(zip).isPresent();
        } catch (IOException | IllegalArgumentException e) {
            return false; // reported when the file is opened
        }
    }

    private static List<String> names(ZipFile zip) {
        return zip.stream()
                .map(ZipEntry::getName)
                .map(name -> name.endsWith(ARRAY) ? name.substring(0, name.length() - 4) : name)
                .toList();
    }

    /** The only array whose entries have the fields of events. */
    private static Optional<? extends ZipEntry> structured(ZipFile zip) throws IOException {
        List<ZipEntry> found = new ArrayList<>();
        for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(ARRAY)).toList()) {
            try (InputStream in = zip.getInputStream(entry)) {
                String head =
                        new String(in.readNBytes(FileHead.BYTES), StandardCharsets.ISO_8859_1);
                if (NpyHead.namesEvents(head)) {
                    found.add(entry);
                }
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    @Override
    public boolean needsFile() {
        return true;
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        source.close();
        ZipFile zip = null;
        try {
            zip = new ZipFile(source.path().toFile());
            return open(zip, source, options);
        } catch (IOException | IllegalArgumentException e) {
            close(zip);
            boolean broken = e instanceof ZipException || e instanceof IllegalArgumentException;
            throw new RecordingException(
                    source.file(),
                    RecordingException.NO_OFFSET,
                    (broken ? "must be a zip archive: " : "cannot be read: ") + e.getMessage(),
                    e);
        } catch (RecordingException e) {
            close(zip);
            throw e;
        }
    }

    private static EventDecoder open(ZipFile zip, RecordingSource source, OpenOptions options)
            throws IOException {
        List<String> names = names(zip);
        Optional<? extends ZipEntry> structured =
                Columns.named(names).isPresent() ? Optional.empty() : structured(zip);
        if (structured.isPresent()) {
            return NpyEventsFormat.open(bytes(zip, structured.get(), source), source, options, zip);
        }
        Columns columns =
                Optional.of(names)
                        .flatMap(Columns::named)
                        .orElseThrow(
                                () ->
                                        source.error(
                                                "must hold arrays t, x, y and p (got "
                                                        + names
                                                        + ")"));
        List<? extends ZipEntry> entries = zip.stream().toList();
        List<Column> found = new ArrayList<>();
        long count = -1;
        for (int n : List.of(columns.t(), columns.x(), columns.y(), columns.p())) {
            ZipEntry entry = entries.get(n);
            RecordingBytes bytes = bytes(zip, entry, source);
            NpyHead head = NpyHead.read(bytes);
            if (head.fields().size() != 1 || (count >= 0 && head.count() != count)) {
                throw bytes.error(
                        "columns must hold one number an event, as many as the others: "
                                + "%d (got %d)".formatted(Math.max(count, 0), head.count()));
            }
            count = head.count();
            found.add(new Column(bytes, head.fields().get(0).type(), 0, head.entryBytes()));
        }
        return new ArrayDecoder(
                found,
                count,
                NpyEventsFormat.unit(found, columns, options, source),
                size(zip, source),
                zip,
                options.lenient());
    }

    /** Width and height in the array that {@link NpzWriter} adds; another array of this name is ignored. */
    private static Optional<SensorSize> size(ZipFile zip, RecordingSource source)
            throws IOException {
        ZipEntry entry = zip.getEntry(NpzWriter.SIZE + ARRAY);
        if (entry == null) {
            return Optional.empty();
        }
        try (RecordingBytes bytes = bytes(zip, entry, source)) {
            NpyHead head = NpyHead.read(bytes);
            NpyType type = head.fields().get(0).type();
            boolean isSize = head.count() == 2 && head.fields().size() == 1 && !type.isFloating();
            if (!isSize || bytes.entries(head.entryBytes()) < 2) {
                return Optional.empty();
            }
            long[] pixels = new long[2];
            new Column(bytes, type, 0, head.entryBytes()).longs(pixels, 0, 2);
            return SensorSize.parse(pixels[0] + "x" + pixels[1]);
        }
    }

    private static RecordingBytes bytes(ZipFile zip, ZipEntry entry, RecordingSource source)
            throws IOException {
        return new RecordingBytes(
                source.file() + "/" + Printable.of(entry.getName()), CheckedEntry.open(zip, entry));
    }

    private static void close(ZipFile zip) {
        try {
            if (zip != null) {
                zip.close();
            }
        } catch (IOException ignored) {
            // the original error is the one to report
        }
    }
}
