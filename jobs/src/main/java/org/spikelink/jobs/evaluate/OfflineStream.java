package org.spikelink.jobs.evaluate;

import java.util.function.Consumer;
import org.spikelink.connectors.recordings.BatchCutter;
import org.spikelink.connectors.recordings.CutOptions;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;

/**
 * One recording run through a {@link StreamStepper} as the job would, without Kafka and Flink: cut into batches as
 * {@code replay} cuts them, so that every spike and class is the same, bit for bit.
 */
public final class OfflineStream {
    private final StreamStepper stepper;
    private final long batchUs;

    /** Runs recordings through {@code stepper}, one after the other. */
    public OfflineStream(StreamStepper stepper, long batchUs) {
        this.stepper = stepper;
        this.batchUs = batchUs;
    }

    /** Runs a recording from end to end; {@code out} takes what the job would write. */
    public void run(RecordingFile recording, Consumer<? super Outgoing> out) {
        CutOptions options =
                new CutOptions(recording.path().toString(), recording.name(), 0, batchUs);
        try (Decoder decoder = Recordings.open(recording.path())) {
            BatchCutter batches = new BatchCutter(decoder, options, () -> 0L);
            StreamState state = null;
            while (batches.hasNext()) {
                state = stepper.advance(state, batches.next(), out);
            }
        }
    }
}
