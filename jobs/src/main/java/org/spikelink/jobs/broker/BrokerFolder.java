package org.spikelink.jobs.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
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

/**
 * What a broker leaves on disk: {@code data/}, written by Kafka, and {@code server.properties}, the settings of the last
 * start. Errors name the folder, the rule and what was found, before Kafka gets to see it and ends the process.
 *
 * @param path exists
 * @param temporary whether it is deleted with the broker
 */
record BrokerFolder(Path path, boolean temporary) {
    private static final String SETTINGS = "server.properties";

    private static final String TRANSACTION_VERSION = "transaction.version=";

    private static final String META = "meta.properties";
    private static final String LOCK = ".lock"; // Kafka's name for it

    static BrokerFolder open(Optional<Path> wanted) throws IOException {
        if (wanted.isEmpty()) {
            return new BrokerFolder(Files.createTempDirectory("spikelink-broker"), true);
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

    private void create() throws IOException {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new IOException("broker folder %s cannot be made (%s)".formatted(path, e), e);
        }
        if (!Files.isWritable(path)) {
            throw new IOException(
                    "broker folder %s must be writable (got read-only)".formatted(path));
        }
    }

    private void checkOwner() throws IOException {
        if (isFormatted()) {
            String node = meta().getProperty("node.id", "none");
            if (!node.equals(Integer.toString(BrokerSettings.NODE_ID))) {
                throw new IOException(
                        "broker folder %s must be of a local broker, node.id %d (got another cluster's, node.id %s)"
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
                        "broker folder %s must be empty or of a local broker (got one with %s)"
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
                "broker folder %s must not be in use (got one that a running broker has locked)"
                        .formatted(path));
    }

    private boolean isFormatted() {
        return Files.exists(data().resolve(META));
    }

    private Properties meta() throws IOException {
        Properties meta = new Properties();
        try (var in = Files.newBufferedReader(data().resolve(META))) {
            meta.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "broker folder %s must have a readable data/%s (got %s)"
                            .formatted(path, META, e.getMessage()),
                    e);
        }
        return meta;
    }

    /**
     * Writes the settings, and makes the data folder a new cluster's where it is none yet.
     *
     * @param transactionVersion of a new one, see {@link BrokerOptions}
     * @param formatting further arguments of Kafka's {@code format}
     */
    void prepare(Properties settings, int transactionVersion, String... formatting)
            throws IOException {
        Path file = path.resolve(SETTINGS);
        try (Writer out = Files.newBufferedWriter(file)) {
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
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code;
        try (PrintStream out = new PrintStream(said, false, StandardCharsets.UTF_8)) {
            code = StorageTool.execute(command.toArray(new String[0]), out);
        }
        if (code != 0) {
            throw new IOException(
                    "broker folder %s cannot be formatted (%s)"
                            .formatted(path, said.toString(StandardCharsets.UTF_8).strip()));
        }
    }

    /** Deletes the folder if it was temporary. */
    void release() throws IOException {
        if (temporary) {
            Utils.delete(path.toFile());
        }
    }
}
