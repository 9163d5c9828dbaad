package org.spikelink.tests.benchmarks.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.ScheduleFeed;
import org.spikelink.core.schedule.file.ScheduleJson;
import org.spikelink.operators.store.FlinkModelStore;

/**
 * A registry of model files and one schedule in a folder, looked at every few milliseconds.
 *
 * @param folder where they are
 */
record FolderFeed(String folder) implements ScheduleFeed {
    private static final long EVERY_NS = 5_000_000;

    /** Writes a model file into the folder. */
    ModelVersion publish(Model model) {
        Path file = Path.of(folder, model.sha256() + ".safetensors");
        ModelFile.write(model, file);
        return new ModelVersion(
                model.document().name(),
                model.document().version(),
                model.sha256(),
                file.toUri().toString());
    }

    /** Puts a schedule in place of the one before. */
    void write(ModelSchedule schedule) throws IOException {
        Path next = Path.of(folder, "next");
        Files.write(next, ScheduleJson.write(schedule));
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What an operator needs to follow the schedule. */
    ModelUpdates updates() {
        return new ModelUpdates(read(), this, new FlinkModelStore(), 8);
    }

    private Path file() {
        return Path.of(folder, "schedule");
    }

    private ModelSchedule read() {
        try {
            return ScheduleJson.read(Files.readAllBytes(file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Following follow(Listener listener) {
        ModelSchedule first = read();
        listener.changed(first);
        Thread thread =
                new Thread(
                        () -> {
                            long revision = first.revision();
                            while (!Thread.currentThread().isInterrupted()) {
                                ModelSchedule newest = read();
                                if (newest.revision() > revision) {
                                    revision = newest.revision();
                                    listener.changed(newest);
                                }
                                LockSupport.parkNanos(EVERY_NS);
                            }
                        },
                        "schedule");
        thread.setDaemon(true);
        thread.start();
        return thread::interrupt;
    }
}
