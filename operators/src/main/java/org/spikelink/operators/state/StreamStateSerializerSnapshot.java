package org.spikelink.operators.state;

import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStateFormat;

/** The snapshot of {@link StreamStateSerializer}: the version of {@link StreamStateFormat}. */
public final class StreamStateSerializerSnapshot extends FormatSnapshot<StreamState> {

    /** The current version; Flink reads another one into it. */
    public StreamStateSerializerSnapshot() {
        super("stream state", StreamStateFormat.VERSION, StreamStateSerializer::new);
    }
}
