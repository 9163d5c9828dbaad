package org.spikelink.connectors.recordings.events.table;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** A NumPy array whose entries have the fields t, x, y and p, in any order. */
public final class NpyEventsFormat implements EventFormat {
    @Override
    public String id() {
        return "npy";
    }

    @Override
    public String title() {
        return "NumPy array of events";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".npy");
    }

    @Override
    public boolean goesByName() {
        return false;
    }

    @Override
    public boolean recognizes(FileHead head) {
        return NpyHead.namesEvents(head.text());
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        return open(source.bytes(), source, options, () -> {});
    }

    static EventDecoder open(
            RecordingBytes bytes, RecordingSource source, OpenOptions options, Closeable file) {
        NpyHead head = NpyHead.read(bytes);
        List<String> names = head.fields().stream().map(NpyHead.Field::name).toList();
        Optional<Columns> stated = Columns.stated(options, source);
        Columns columns =
                stated.or(() -> Columns.named(names))
                        .orElseThrow(
                                () ->
                                        source.error(
                                                "an array of events must have the fields t, x, y"
                                                        + " and p (got "
                                                        + names
                                                        + "); state others with --columns"));
        if (columns.last() >= names.size()) {
            throw source.error("--columns must not name more fields than " + names);
        }
        List<Column> found =
                List.of(columns.t(), columns.x(), columns.y(), columns.p()).stream()
                        .map(n -> column(head, n, bytes))
                        .toList();
        return new ArrayDecoder(
                found,
                head.count(),
                unit(found, columns, options, source),
                Optional.empty(),
                file,
                options.lenient());
    }

    private static Column column(NpyHead head, int number, RecordingBytes bytes) {
        NpyHead.Field field = head.fields().get(number);
        if (field.type() == null) {
            throw bytes.error("the field " + field.name() + " must hold numbers");
        }
        return new Column(bytes, field.type(), field.offset(), head.entryBytes());
    }

    /** The unit of times. Only integers have a default: µs. */
    static TimeScale unit(
            List<Column> found, Columns columns, OpenOptions options, RecordingSource source) {
        Optional<TimeScale> stated = TimeScale.stated(options, source).or(columns::unit);
        if (stated.isEmpty() && found.get(0).type().isFloating()) {
            throw source.error(
                    "times are floating-point numbers: state their unit with --time-unit s, ms, us or ns");
        }
        return stated.orElse(TimeScale.US);
    }
}
