package org.spikelink.connectors.recordings.events.evt;

import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** Prophesee's raw files, one constant per version. Without a header, the user states the version. */
public enum EvtFormat implements EventFormat {
    EVT2("evt2", "2.0"),
    EVT21("evt21", "2.1"),
    EVT3("evt3", "3.0");

    private final String id;
    private final String version;

    EvtFormat(String id, String version) {
        this.id = id;
        this.version = version;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return "Prophesee EVT " + version;
    }

    @Override
    public List<String> suffixes() {
        return List.of(".raw");
    }

    @Override
    public boolean recognizes(FileHead head) {
        String format = "% format EVT" + id.substring(3);
        return head.text()
                .lines()
                .takeWhile(line -> line.startsWith("%"))
                .map(String::stripTrailing)
                .anyMatch(
                        line ->
                                line.equals("% evt " + version)
                                        || line.equals(format)
                                        || line.startsWith(format + ";"));
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        EvtHeader header = EvtHeader.read(source.bytes());
        Optional<String> stated = header.version();
        if (stated.isPresent() && !stated.get().equals(version)) {
            throw source.error(
                    "the header must state EVT %s, as --format does (got EVT %s)"
                            .formatted(version, stated.get()));
        }
        EvtWords words =
                switch (this) {
                    case EVT2 -> new Evt2Words();
                    case EVT21 -> new Evt21Words(Evt21Order.isUpperFirst(source, header, options));
                    case EVT3 -> new Evt3Words();
                };
        return new EvtDecoder(source.bytes(), header.sensorSize(), words, options.lenient());
    }
}
