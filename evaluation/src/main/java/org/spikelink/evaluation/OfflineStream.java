package org.spikelink.evaluation;

import java.util.function.Consumer;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.playback.Batches;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;

/**
 * One recording run through a {@link StreamStepper} as the job would, without Kafka and Flink: cut into batches as
 * {@code replay} cuts them, so that every spike and class is the same, bit for bit.
 */
public final class OfflineStream {
    private final StreamStepper stepper;
    private final PlayOptions options;

    /** Runs recordings through {@code stepper}, one after the other. */
    public OfflineStream(StreamStepper stepper, PlayOptions options) {
        this.stepper = stepper;
        this.options = options;
    }

    /** Runs a recording from end to end; {@code out} takes what the job would write. */
    public void run(Recording recording, Consumer<? super Outgoing> out) {
        try (Batches batches = recording.batches(options)) {
            StreamState state = null;
            while (batches.hasNext()) {
                state = stepper.advance(state, batches.next(), out);
            }
        }
    }
}
