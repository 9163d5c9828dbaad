package org.spikelink.operators.state;

import org.spikelink.core.filter.FilterState;
import org.spikelink.core.filter.FilterStateFormat;

/** The snapshot of {@link FilterStateSerializer}: the version of {@link FilterStateFormat}. */
public final class FilterStateSerializerSnapshot extends FormatSnapshot<FilterState> {

    /** The current version; Flink reads another one into it. */
    public FilterStateSerializerSnapshot() {
        super("filter state", FilterStateFormat.VERSION, FilterStateSerializer::new);
    }
}
