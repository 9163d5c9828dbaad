package org.spikelink.connectors.recordings.events.table;

import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** Text with one event per line: comma-separated values with a header or {@code --columns}, or {@code t x y p}. */
public final class TextFormat implements EventFormat {
    private static final Columns TXYP = new Columns(0, 1, 2, 3, Optional.empty());

    @Override
    public String id() {
        return "text";
    }

    @Override
    public String title() {
        return "text";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".csv", ".tsv", ".txt");
    }

    @Override
    public boolean goesByName() {
        return false;
    }

    @Override
    public boolean recognizes(FileHead head) {
        if (!head.name().isEmpty() && !head.isNamed(suffixes())) {
            return false;
        }
        TextHead text = TextHead.of(head.text());
        return Columns.named(text.fields()).isPresent() || text.isNumbers(4);
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        TextHead head = TextHead.of(source.bytes().peekText(FileHead.BYTES));
        Optional<Columns> header = Columns.named(head.fields());
        Optional<Columns> stated = Columns.stated(options, source);
        Optional<Columns> assumed =
                head.isSeparatedByBlanks() && head.isNumbers(4)
                        ? Optional.of(TXYP)
                        : Optional.empty();
        Columns columns =
                stated.or(() -> header)
                        .or(() -> assumed)
                        .orElseThrow(
                                () ->
                                        source.error(
                                                "no header names the columns; state them with"
                                                        + " --columns, t,x,y,p for example"));
        int fields = stated.isPresent() ? 0 : head.fields().size();
        TextLayout layout =
                new TextLayout(
                        columns,
                        fields,
                        TimeScale.stated(options, source).or(columns::unit),
                        head.size());
        return new TextDecoder(source.bytes(), layout, options.lenient());
    }
}
