package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.core.io.FileFailure;

/** Events in HDF5 files. The names of groups and datasets determine the layout. */
public final class Hdf5Format implements EventFormat {
    private static final String MAGIC = "\u0089HDF\r\n\u001a\n";

    @Override
    public String id() {
        return "hdf5";
    }

    @Override
    public String title() {
        return "HDF5";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".h5", ".hdf5");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.startsWith(MAGIC);
    }

    @Override
    public boolean needsFile() {
        return true;
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        Path path = source.path();
        source.close();
        HdfFile file = null;
        try {
            file = open(path);
            return open(file, source, options);
        } catch (RuntimeException e) {
            close(file);
            throw failed(source.file(), e);
        }
    }

    private static HdfFile open(Path path) {
        long signatureAt = HdfSuperblock.check(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return HdfMapping.open(channel, signatureAt);
        } catch (IOException e) {
            throw new RecordingException(
                    path.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be read: " + FileFailure.reason(e),
                    e);
        }
    }

    private static EventDecoder open(HdfFile file, RecordingSource source, OpenOptions options) {
        if (has(file, "spikes/times") && has(file, "spikes/units")) {
            return SpikeTrains.open(file, source, options);
        }
        if (has(file, "CD/events")) {
            return ColumnDecoder.prophesee(file, source, options);
        }
        if (has(file, "events/x")
                && has(file, "events/y")
                && has(file, "events/t")
                && has(file, "events/p")) {
            return ColumnDecoder.dsec(file, source, options);
        }
        throw source.error(
                "an HDF5 file must hold spikes/times and spikes/units (SHD, SSC), events/x, y, t and p (DSEC), or"
                        + " CD/events (Prophesee) (got "
                        + file.getChildren().keySet()
                        + ")");
    }

    /**
     * The labels of a file of spike trains, one for each.
     *
     * @return empty if the file holds no spike trains, or has no labels
     * @throws RecordingException if it cannot be read
     */
    public static Optional<List<String>> labels(Path path) {
        try (HdfFile file = open(path)) {
            boolean labelled =
                    has(file, "spikes/times") && has(file, "spikes/units") && has(file, "labels");
            return labelled ? Optional.of(SpikeTrains.labels(file)) : Optional.empty();
        } catch (RuntimeException e) {
            throw failed(path.toString(), e);
        }
    }

    /** The number of spike trains in a file; 0 if it holds other events. */
    public static int trains(Path path) {
        try (HdfFile file = open(path)) {
            boolean trains = has(file, "spikes/times") && has(file, "spikes/units");
            return trains ? SpikeTrains.count(file) : 0;
        } catch (RuntimeException e) {
            throw failed(path.toString(), e);
        }
    }

    private static boolean has(Group file, String path) {
        Node at = file;
        for (String name : path.split("/", -1)) {
            at = at instanceof Group group ? group.getChild(name) : null;
            at = at instanceof Link link ? link.getTarget() : at;
        }
        return at instanceof Dataset;
    }

    /** The reader's errors, which have many types, as one. */
    static RecordingException failed(String file, RuntimeException e) {
        if (e instanceof RecordingException known) {
            return known;
        }
        boolean explained = e instanceof HdfException || e instanceof BufferUnderflowException;
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new RecordingException(
                file,
                RecordingException.NO_OFFSET,
                (explained ? "cannot be read as HDF5: " : "is a broken HDF5 file: ")
                        + reason.replaceAll("\\s+", " "),
                e);
    }

    static void close(HdfFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (RuntimeException ignored) {
            // nothing was written, so nothing can be lost
        }
    }
}
