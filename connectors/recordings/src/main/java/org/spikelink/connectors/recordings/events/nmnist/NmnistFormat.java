package org.spikelink.connectors.recordings.events.nmnist;

import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** N-MNIST, and SLAYER's files with the same layout. They have no header and are recognized by name only. */
public final class NmnistFormat implements EventFormat {
    @Override
    public String id() {
        return "nmnist";
    }

    @Override
    public String title() {
        return "N-MNIST";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".bin", ".bs2");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return false;
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        if (!options.lenient()
                && source.size() != RecordingSource.UNKNOWN_SIZE
                && source.size() % NmnistDecoder.BYTES_PER_EVENT != 0) {
            throw source.bytes()
                    .error(
                            source.size() - source.size() % NmnistDecoder.BYTES_PER_EVENT,
                            "an N-MNIST file must hold whole events of 5 bytes (got %d bytes)"
                                    .formatted(source.size()));
        }
        return new NmnistDecoder(source.bytes(), size(options), options.lenient());
    }

    /** Larger sensors have recordings with these bytes too, in other data sets: they are stated. */
    private static SensorSize size(OpenOptions options) {
        return options.sensor()
                .map(stated -> SensorSize.parse(stated).orElse(NmnistDecoder.ANY_SIZE))
                .orElse(NmnistDecoder.SIZE);
    }
}
