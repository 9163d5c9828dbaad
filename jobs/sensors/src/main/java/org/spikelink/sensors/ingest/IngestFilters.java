package org.spikelink.sensors.ingest;

import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.filter.EventFilters;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;

/**
 * Filters of a live sensor's events, before they are sent.
 *
 * @param sensor pixels of the sensor, if stated; otherwise its source must say it
 * @param specs the filters, in their order
 */
public record IngestFilters(Optional<SensorSize> sensor, List<FilterSpec> specs) {
    /** No filters. */
    public static final IngestFilters NONE = new IngestFilters(Optional.empty(), List.of());

    public IngestFilters {
        specs = List.copyOf(specs);
        if (sensor.isPresent()) {
            input(sensor.get(), specs);
        }
    }

    /** Filters of a sensor of stated size. */
    public IngestFilters(SensorSize sensor, List<FilterSpec> specs) {
        this(Optional.of(sensor), specs);
    }

    /**
     * The filters of a source.
     *
     * @param known pixels of the sensor, if the source says it
     * @throws IngestException if the size is not known, or stated differently, or is not one for the filters
     */
    EventFilters create(Optional<SensorSize> known) {
        if (specs.isEmpty()) {
            return EventFilters.of(input(new SensorSize(1, 1), specs));
        }
        if (sensor.isPresent() && known.isPresent() && !sensor.equals(known)) {
            throw new IngestException(
                    "--sensor-size %s contradicts the source, which says that the sensor has %s pixels"
                            .formatted(text(sensor.get()), text(known.get())));
        }
        SensorSize size =
                sensor.or(() -> known)
                        .orElseThrow(
                                () ->
                                        new IngestException(
                                                "the source does not say the size of the sensor, which --filters needs: state it"
                                                        + " with --sensor-size WIDTHxHEIGHT"));
        try {
            return EventFilters.of(input(size, specs));
        } catch (IllegalArgumentException e) {
            throw new IngestException(
                    "filters of a sensor of %s: %s".formatted(text(size), e.getMessage()), e);
        }
    }

    private static String text(SensorSize size) {
        return size.width() + "x" + size.height();
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
