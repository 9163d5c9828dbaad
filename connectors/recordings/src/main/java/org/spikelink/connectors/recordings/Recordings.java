package org.spikelink.connectors.recordings;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Format;
import org.spikelink.connectors.recordings.events.aedat3.Aedat3Format;
import org.spikelink.connectors.recordings.events.aedat4.Aedat4Format;
import org.spikelink.connectors.recordings.events.dat.DatFormat;
import org.spikelink.connectors.recordings.events.es.EsFormat;
import org.spikelink.connectors.recordings.events.evt.EvtFormat;
import org.spikelink.connectors.recordings.events.hdf5.Hdf5Format;
import org.spikelink.connectors.recordings.events.mcap.McapFormat;
import org.spikelink.connectors.recordings.events.nmnist.NmnistFormat;
import org.spikelink.connectors.recordings.events.rosbag.RosBagFormat;
import org.spikelink.connectors.recordings.events.rosdb.RosDbFormat;
import org.spikelink.connectors.recordings.events.table.NpyEventsFormat;
import org.spikelink.connectors.recordings.events.table.NpzEventsFormat;
import org.spikelink.connectors.recordings.events.table.TextFormat;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** Opens recordings of events in all formats of its list. */
public final class Recordings {
    private static final List<EventFormat> FORMATS =
            List.of(
                    new NmnistFormat(),
                    new Aedat2Format(),
                    new DatFormat(),
                    EvtFormat.EVT2,
                    EvtFormat.EVT21,
                    EvtFormat.EVT3,
                    new EsFormat(),
                    new Aedat3Format(),
                    new Aedat4Format(),
                    new RosBagFormat(),
                    new RosDbFormat(),
                    new McapFormat(),
                    new Hdf5Format(),
                    new NpyEventsFormat(),
                    new NpzEventsFormat(),
                    new TextFormat());

    private Recordings() {}

    /** Opens a recording without options. */
    public static EventDecoder open(Path path) {
        return open(path, OpenOptions.NONE);
    }

    /**
     * Opens a recording and reads its header. Whatever the file does, x goes to the right, y down from the top, and ON is
     * 1. The caller closes the decoder.
     *
     * @throws RecordingException if the file does not exist or is empty, or its format is unknown or not supported,
     *     or its header is invalid, or it counts from the right or the bottom of a sensor of unknown size
     */
    public static EventDecoder open(Path path, OpenOptions options) {
        return oriented(openAsStored(path, options), path.toString());
    }

    /** Opens a recording like {@link #open(Path, OpenOptions)}, with coordinates and polarities as stored. */
    public static EventDecoder openAsStored(Path path, OpenOptions options) {
        return open(RecordingSource.open(path), options);
    }

    /**
     * Opens a recording that is read from front to back as it comes, from a pipe or a camera for example. The caller
     * closes the decoder, which closes the stream.
     *
     * @param name of the stream in errors
     * @throws RecordingException like {@link #open(Path, OpenOptions)}, and if the format needs a file
     */
    public static EventDecoder open(String name, InputStream in, OpenOptions options) {
        return oriented(openAsStored(name, in, options), name);
    }

    /** Opens a stream like {@link #open(String, InputStream, OpenOptions)}, with coordinates and polarities as stored. */
    public static EventDecoder openAsStored(String name, InputStream in, OpenOptions options) {
        return open(RecordingSource.stream(name, in), options);
    }

    private static EventDecoder oriented(EventDecoder stored, String name) {
        try {
            return OrientedDecoder.of(stored, name);
        } catch (RecordingException e) {
            stored.close();
            throw e;
        }
    }

    private static EventDecoder open(RecordingSource source, OpenOptions options) {
        try {
            if (source.size() == RecordingSource.UNKNOWN_SIZE && !source.bytes().has(1)) {
                throw source.error("a recording must not be empty (got 0 bytes)");
            }
            EventDecoder opened = formatOf(source, options).open(source, options);
            EventDecoder decoder =
                    options.lenient()
                            ? new LenientDecoder(opened, source.file(), source.size())
                            : opened;
            return StatedSensor.checked(decoder, source.file(), options);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /**
     * The format in which {@link #open} would read a file.
     *
     * @throws RecordingException like {@link #open}
     */
    public static EventFormat formatOf(Path path, OpenOptions options) {
        try (RecordingSource source = RecordingSource.open(path)) {
            return formatOf(source, options);
        }
    }

    private static EventFormat formatOf(RecordingSource source, OpenOptions options) {
        if (options.format().isPresent()) {
            return byId(options.format().get(), source);
        }
        String name = source.size() == RecordingSource.UNKNOWN_SIZE ? "" : source.file();
        FileHead head = new FileHead(name, source.bytes().peekText(FileHead.BYTES));
        for (EventFormat format : FORMATS) {
            if (format.recognizes(head)) {
                return format;
            }
        }
        return byName(head, source);
    }

    private static EventFormat byId(String id, RecordingSource source) {
        return FORMATS.stream()
                .filter(format -> format.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                source.error(
                                        "--format must be one of %s (got %s)"
                                                .formatted(ids(FORMATS), id)));
    }

    private static EventFormat byName(FileHead head, RecordingSource source) {
        head.compression()
                .ifPresent(
                        tool -> {
                            throw source.error(
                                    "the file is compressed; first run " + tool + " on it");
                        });
        List<EventFormat> named =
                FORMATS.stream().filter(f -> f.goesByName() && head.isNamed(f.suffixes())).toList();
        if (named.isEmpty() && head.isUtf16()) {
            throw source.error("text must be in UTF-8 (got UTF-16); save it again as UTF-8");
        }
        if (named.isEmpty() && source.size() == RecordingSource.UNKNOWN_SIZE) {
            throw source.error(
                    "the format is unknown (begins with %s); state it with --format: %s"
                            .formatted(
                                    head.shown(),
                                    ids(FORMATS.stream().filter(f -> !f.needsFile()).toList())));
        }
        if (named.isEmpty()) {
            throw source.error(
                    "the format is unknown (begins with %s); supported: %s"
                            .formatted(head.shown(), supported()));
        }
        if (named.size() > 1) {
            throw source.error(
                    "the file does not say which format it has; state it with --format: "
                            + ids(named));
        }
        return named.get(0);
    }

    /** Whether files with this name are recordings of events, whatever their content. */
    static boolean isNamedAsRecording(String name) {
        FileHead head = new FileHead(name, "");
        return FORMATS.stream().anyMatch(f -> f.goesByName() && head.isNamed(f.suffixes()));
    }

    /**
     * Whether a file is a recording of events by its content, where the name is not enough: text and NumPy files may
     * hold other data. False if it cannot be read.
     */
    static boolean holdsEvents(Path path) {
        FileHead named = new FileHead(path.toString(), "");
        List<EventFormat> possible =
                FORMATS.stream()
                        .filter(f -> !f.goesByName() && named.isNamed(f.suffixes()))
                        .toList();
        if (possible.isEmpty()) {
            return false;
        }
        try (RecordingSource source = RecordingSource.open(path)) {
            FileHead head = new FileHead(source.file(), source.bytes().peekText(FileHead.BYTES));
            return possible.stream().anyMatch(format -> format.recognizes(head));
        } catch (RecordingException e) {
            return false; // reported when the file is opened
        }
    }

    /** Whether {@link #open} would read a file as HDF5; false if it cannot be read. */
    static boolean isHdf5(Path path, OpenOptions options) {
        try {
            return formatOf(path, options) instanceof Hdf5Format;
        } catch (RecordingException e) {
            return false; // reported when the file is opened
        }
    }

    private static String ids(List<EventFormat> formats) {
        return formats.stream().map(EventFormat::id).collect(Collectors.joining(", "));
    }

    private static String supported() {
        return FORMATS.stream()
                .map(f -> f.title() + " (" + String.join(", ", f.suffixes()) + ")")
                .collect(Collectors.joining(", "));
    }
}
