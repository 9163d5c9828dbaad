package org.spikelink.local.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.spikelink.local.process.ProcessFolder;

/**
 * A broker's folder: {@code data/}, written by Kafka, and {@code server.properties}, the settings of the last start.
 * The folder is checked here first, because Kafka would end the process on an error.
 *
 * @param path exists
 * @param temporary whether it is deleted when the broker closes
 */
record BrokerFolder(Path path, boolean temporary) {
    private static final String SETTINGS = "server.properties";

    private static final String TRANSACTION_VERSION = "transaction.version=";

    private static final String LIST_SEPARATOR = ",";

    private static final String META = "meta.properties";
    private static final String LOCK = ".lock"; // Kafka's name for it

    static BrokerFolder open(Optional<Path> wanted) throws IOException {
        if (wanted.isEmpty()) {
            return new BrokerFolder(ProcessFolder.subfolder("broker"), true);
        }
        BrokerFolder folder = new BrokerFolder(wanted.get().toAbsolutePath(), false);
        folder.create();
        folder.checkOwner();
        folder.checkUnused();
        return folder;
    }

    Path data() {
        return path.resolve("data");
    }

    /**
     * The data folder under a name that Kafka's {@code log.dirs}, a list, can hold. Where the path has a comma, that is its
     * path from the working directory, and otherwise a link in this process's temporary folder.
     *
     * @throws IOException if all three have a comma
     */
    Path dataForKafka() throws IOException {
        if (fits(data())) {
            return data();
        }
        Path relative = Path.of("").toAbsolutePath().relativize(data());
        if (fits(relative)) {
            return relative;
        }
        Path temporary = ProcessFolder.subfolder("broker");
        if (!fits(temporary)) {
            throw new IOException(
                    "broker folder %s must be below the working directory, because it and the temporary folder %s have a comma"
                            .formatted(path, temporary));
        }
        ProcessFolder.createPrivate(data());
        return Files.createSymbolicLink(temporary.resolve("data"), data());
    }

    private static boolean fits(Path path) {
        return !path.toString().contains(LIST_SEPARATOR);
    }

    private void create() throws IOException {
        try {
            ProcessFolder.createPrivate(path);
        } catch (IOException e) {
            throw new IOException("broker folder %s cannot be created (%s)".formatted(path, e), e);
        }
        if (!Files.isWritable(path)) {
            throw new IOException(
                    "broker folder %s must be writable (got a read-only folder)".formatted(path));
        }
    }

    private void checkOwner() throws IOException {
        if (isFormatted()) {
            String node = meta().getProperty("node.id", "none");
            if (!node.equals(Integer.toString(BrokerSettings.NODE_ID))) {
                throw new IOException(
                        "broker folder %s must belong to a local broker, node.id %d (got node.id %s)"
                                .formatted(path, BrokerSettings.NODE_ID, node));
            }
        } else if (!Files.exists(path.resolve(SETTINGS))) {
            checkEmpty();
        }
    }

    private void checkEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            Optional<Path> first = entries.findFirst();
            if (first.isPresent()) {
                throw new IOException(
                        "broker folder %s must be empty or belong to a local broker (it contains %s)"
                                .formatted(path, first.get().getFileName()));
            }
        }
    }

    private void checkUnused() throws IOException {
        Path lock = data().resolve(LOCK);
        if (!Files.exists(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        }
    }

    private IOException inUse() {
        return new IOException(
                "broker folder %s must not be in use (a running broker has locked it)"
                        .formatted(path));
    }

    private boolean isFormatted() {
        return Files.exists(data().resolve(META));
    }

    private Properties meta() throws IOException {
        Properties meta = new Properties();
        try (var in = Files.newInputStream(data().resolve(META))) {
            meta.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "broker folder %s must contain a valid data/%s (%s)"
                            .formatted(path, META, e.getMessage()),
                    e);
        }
        return meta;
    }

    /**
     * Writes the settings, and formats the data folder if it is new.
     *
     * @param transactionVersion of a new data folder, see {@link BrokerOptions}
     * @param formatting further arguments for Kafka's {@code format}
     */
    void prepare(Properties settings, int transactionVersion, String... formatting)
            throws IOException {
        Path file = path.resolve(SETTINGS);
        try (OutputStream out = Files.newOutputStream(file)) { // with escapes, as Kafka reads it
            settings.store(out, "Settings of a Spikelink local broker, written at each start");
        }
        if (!isFormatted()) {
            format(file, TRANSACTION_VERSION + transactionVersion, formatting);
        }
    }

    private void format(Path settings, String feature, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("format", "-t", Uuid.randomUuid().toString()));
        command.addAll(List.of("-c", settings.toString(), "--feature", feature));
        command.addAll(List.of(more));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int code;
        try (PrintStream out = new PrintStream(output, false, StandardCharsets.UTF_8)) {
            code = StorageTool.execute(command.toArray(new String[0]), out);
        }
        if (code != 0) {
            throw new IOException(
                    "broker folder %s cannot be formatted (%s)"
                            .formatted(path, output.toString(StandardCharsets.UTF_8).strip()));
        }
    }

    /** Deletes the folder if it was temporary. */
    void release() throws IOException {
        if (temporary) {
            Utils.delete(path.toFile());
        }
    }
}
