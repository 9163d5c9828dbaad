package org.spikelink.tools.plot;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.playback.Batches;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.record.SensorBatch;

/** What a sensor sent: batches that can be read more than once, so that long recordings need little memory. */
interface PlotSource {
    /** The stream or the file, as it is named to people. */
    String name();

    /** The sensor's size, if it is known. */
    Optional<SensorSize> sensor();

    /** Reads all batches, in order. */
    void forEach(Consumer<SensorBatch> use);

    /** A recording. */
    static PlotSource of(Recording recording, long periodUs) {
        PlayOptions play = new PlayOptions(0, PlayOptions.DEFAULTS.batchUs(), periodUs);
        return new PlotSource() {
            @Override
            public String name() {
                return recording.name();
            }

            @Override
            public Optional<SensorSize> sensor() {
                if (recording instanceof RecordingFile file) {
                    try (EventDecoder opened = file.open()) {
                        return opened.sensorSize();
                    }
                }
                return Optional.empty();
            }

            @Override
            public void forEach(Consumer<SensorBatch> use) {
                try (Batches batches = recording.batches(play)) {
                    batches.forEachRemaining(use);
                }
            }
        };
    }

    /** Batches of a stream that were read from its topic. */
    static PlotSource of(String stream, List<SensorBatch> batches) {
        return new PlotSource() {
            @Override
            public String name() {
                return stream;
            }

            @Override
            public Optional<SensorSize> sensor() {
                return Optional.empty();
            }

            @Override
            public void forEach(Consumer<SensorBatch> use) {
                batches.forEach(use);
            }
        };
    }
}
