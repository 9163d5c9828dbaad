package org.spikelink.trainer.experiment;

import java.util.List;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.trainer.data.DataSet;

/**
 * How events become inputs of the network.
 *
 * @param sensor pixels of the sensor; null for the smallest that holds all events
 * @param polarities 2, or 1 where ON and OFF share an input
 * @param downsample side of the square of pixels that share an input
 * @param value of an input
 * @param tauUs time constant of a time surface, µs; 0 for other values
 * @param slicing of time into bins
 * @param filters of the events before they are cut into bins
 */
public record EventOptions(
        SensorSize sensor,
        int polarities,
        int downsample,
        InputSpec.Value value,
        long tauUs,
        Slicing.Time slicing,
        List<FilterSpec> filters) {

    /** The input of the first layer for a data set of events. */
    InputSpec.Events input(DataSet set) {
        SensorSize size = sensor == null ? set.sensorSize() : sensor;
        return new InputSpec.Events(
                size.width(),
                size.height(),
                polarities,
                downsample,
                value,
                slicing,
                filters,
                tauUs);
    }
}
