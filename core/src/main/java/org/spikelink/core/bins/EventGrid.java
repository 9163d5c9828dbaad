package org.spikelink.core.bins;

import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.EventCheck;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Maps a packed event to its input, (on * height + y) * width + x after downsampling, and checks which events a model
 * accepts. Where inputs are {@link InputSpec.Value#SIGNED}, ON and OFF events are counted apart until the bin closes.
 */
final class EventGrid {
    private static final int SIDE = PackedEvents.MAX_COORDINATE + 1;

    private final InputSpec.Events spec;
    private final EventCheck check;
    private final int[] columns; // [x]
    private final int[] rows; // [on * 2^14 + y], index of the row's first input

    /** A grid for events that have passed the input's filters. */
    EventGrid(InputSpec.Events spec) {
        this.spec = spec;
        int width = spec.filteredWidth();
        int height = spec.filteredHeight();
        check = new EventCheck(width, height);
        columns = new int[width];
        for (int x = 0; x < columns.length; x++) {
            columns[x] = x / spec.downsample();
        }
        rows = new int[SIDE + height];
        for (int y = 0; y < height; y++) {
            int row = y / spec.downsample();
            rows[y] = row * spec.columns();
            rows[SIDE + y] = (row + (isApart() ? spec.rows() : 0)) * spec.columns();
        }
    }

    private boolean isApart() {
        return spec.polarities() == 2 || spec.value() == InputSpec.Value.SIGNED;
    }

    /** Number of inputs that are counted; twice those of the network if they are signed. */
    int size() {
        return spec.value() == InputSpec.Value.SIGNED ? 2 * spec.size() : spec.size();
    }

    InputSpec.Value value() {
        return spec.value();
    }

    /** The input of an event without a {@link #fault}. */
    int index(long event) {
        return rows[PackedEvents.onAndY(event)] + columns[PackedEvents.x(event)];
    }

    /** Not 0 if the reserved bits or a coordinate of an event is invalid. */
    long fault(long event) {
        return check.fault(event);
    }

    static PackedEvents events(SensorBatch batch) {
        return (PackedEvents) batch.payload();
    }

    /** The reason a batch's payload cannot hold events, or null. */
    static String payloadRejection(SensorBatch batch) {
        return EventCheck.payloadRejection(batch);
    }

    /** The reason the events of a batch cannot be used, or null. */
    String rejection(SensorBatch batch) {
        return check.rejection(batch);
    }

    /**
     * The reason the events of a batch cannot be used, or null.
     *
     * @param faults the {@link #fault}s of all events, or-ed
     */
    String rejection(SensorBatch batch, long faults) {
        return check.rejection(batch, faults);
    }

    static String tooManyBins(long bins, int maxBins) {
        return "a batch may close at most " + maxBins + " bins (got " + bins + ")";
    }
}
