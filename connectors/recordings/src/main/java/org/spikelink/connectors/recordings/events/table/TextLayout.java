package org.spikelink.connectors.recordings.events.table;

import java.util.Optional;
import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * What the lines of a text file hold.
 *
 * @param columns by content
 * @param fields of each line; 0 if not all columns are known
 * @param unit of times, if stated
 * @param size of the sensor, if stated
 */
record TextLayout(
        Columns columns, int fields, Optional<TimeScale> unit, Optional<SensorSize> size) {}
