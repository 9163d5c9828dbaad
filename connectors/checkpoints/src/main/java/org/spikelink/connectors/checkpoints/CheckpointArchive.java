package org.spikelink.connectors.checkpoints;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.spikelink.core.error.Printable;
import org.spikelink.core.io.CheckedEntry;

/**
 * The zip that {@code torch.save} writes: a folder of any name with {@code data.pkl}, a file {@code data/KEY} per
 * storage and optionally {@code byteorder}. Entries may be stored or deflated.
 */
final class CheckpointArchive {
    /** State dicts need about 100 bytes per tensor; the objects that a pickle describes can be 50 times larger. */
    private static final int MAX_PICKLE_BYTES = 8 << 20;

    private static final String PICKLE = "data.pkl";

    private final ZipFile zip;
    private final MemoryBudget budget;
    private final String folder;
    private final ByteOrder order;
    private final Map<String, ByteBuffer> storages = new HashMap<>();

    CheckpointArchive(ZipFile zip, MemoryBudget budget) throws IOException {
        this.zip = zip;
        this.budget = budget;
        this.folder = folder(zip);
        this.order = order();
    }

    private static String folder(ZipFile zip) {
        List<String> pickles =
                zip.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                        .toList();
        if (pickles.size() != 1) {
            throw new CheckpointException(
                    "a checkpoint must hold one data.pkl, as torch.save writes it (got "
                            + pickles.size()
                            + ")");
        }
        return pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    }

    private ByteOrder order() throws IOException {
        ZipEntry entry = zip.getEntry(folder + "byteorder");
        if (entry == null) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String order = new String(read(entry, 16), StandardCharsets.US_ASCII).strip();
        return switch (order) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default ->
                    throw new CheckpointException(
                            "byteorder must be little or big (got " + Printable.of(order) + ")");
        };
    }

    byte[] pickle() throws IOException {
        return read(zip.getEntry(folder + PICKLE), MAX_PICKLE_BYTES);
    }

    /** A storage's bytes in the archive's byte order; read once and shared by tensors. */
    ByteBuffer storage(StorageRef storage) throws IOException {
        ByteBuffer bytes = storages.get(storage.key());
        if (bytes == null) {
            bytes = ByteBuffer.wrap(read(entry(storage), Integer.MAX_VALUE)).order(order);
            storages.put(storage.key(), bytes);
        }
        checkSize(storage, bytes.capacity());
        return bytes;
    }

    private ZipEntry entry(StorageRef storage) {
        ZipEntry entry = zip.getEntry(folder + "data/" + storage.key());
        if (entry == null) {
            throw new CheckpointException("data/" + Printable.of(storage.key()) + " is missing");
        }
        checkSize(storage, entry.getSize());
        return entry;
    }

    private static void checkSize(StorageRef storage, long bytes) {
        int each = storage.type().bytes();
        if (bytes % each != 0 || bytes / each != storage.elements()) {
            throw new CheckpointException(
                    "data/"
                            + Printable.of(storage.key())
                            + " must hold "
                            + storage.elements()
                            + " elements of "
                            + each
                            + " bytes (got "
                            + bytes
                            + " bytes)");
        }
    }

    private byte[] read(ZipEntry entry, int maxBytes) throws IOException {
        String name = Printable.of(entry.getName().substring(folder.length()));
        long size = entry.getSize();
        if (size > maxBytes) {
            throw new CheckpointException(
                    name + " must have at most " + maxBytes + " bytes (got " + size + ")");
        }
        budget.spend(size, name);
        try (InputStream in = CheckedEntry.open(zip, entry)) {
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length != size || in.read() >= 0) {
                throw new CheckpointException(
                        name + " must have " + size + " bytes, as the archive says");
            }
            return bytes;
        }
    }
}
