package org.spikelink.sensors.ingest;

import java.util.List;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.filter.EventFilters;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;

/**
 * Filters of a live sensor's events, before they are sent.
 *
 * @param sensor pixels of the sensor
 * @param specs the filters, in their order
 */
public record IngestFilters(SensorSize sensor, List<FilterSpec> specs) {
    /** No filters. */
    public static final IngestFilters NONE = new IngestFilters(new SensorSize(1, 1), List.of());

    public IngestFilters {
        specs = List.copyOf(specs);
        input(sensor, specs);
    }

    EventFilters create() {
        return EventFilters.of(input(sensor, specs));
    }

    /** Checks the sizes as a model's input does. */
    private static InputSpec input(SensorSize sensor, List<FilterSpec> specs) {
        return new InputSpec.Events(
                sensor.width(),
                sensor.height(),
                2,
                1,
                InputSpec.Value.COUNT,
                new Slicing.Batch(),
                specs);
    }
}
