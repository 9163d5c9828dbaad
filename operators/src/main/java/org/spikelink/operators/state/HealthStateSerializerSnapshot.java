package org.spikelink.operators.state;

import org.spikelink.core.health.HealthState;
import org.spikelink.core.health.HealthStateFormat;

/** The snapshot of {@link HealthStateSerializer}: the version of {@link HealthStateFormat}. */
public final class HealthStateSerializerSnapshot extends FormatSnapshot<HealthState> {

    /** The current version; Flink reads another one into it. */
    public HealthStateSerializerSnapshot() {
        super("health state", HealthStateFormat.VERSION, HealthStateSerializer::new);
    }
}
