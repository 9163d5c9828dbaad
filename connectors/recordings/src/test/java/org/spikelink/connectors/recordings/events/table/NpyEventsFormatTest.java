package org.spikelink.connectors.recordings.events.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;

class NpyEventsFormatTest {
    private static final byte[] TWO = {1, 2, 1, 5, 3, 4, 0, 6};

    private static List<Event> read(String shape) {
        String header =
                "{'descr': [('x', '|u1'), ('y', '|u1'), ('p', '|u1'), ('t', '|u1')], 'fortran_order': False, 'shape': %s, }\n"
                        .formatted(shape);
        byte[] begin = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
        byte[] file = concat("", begin, concat(header, TWO));
        return events(new NpyEventsFormat().open(source(file), OpenOptions.NONE));
    }

    @Test
    void aColumnOfEventsIsReadAsAList() {
        assertThat(read("(2,)"))
                .containsExactly(new Event(5, 1, 2, true), new Event(6, 3, 4, false));
        assertThat(read("(2, 1)")).isEqualTo(read("(2,)"));
    }

    @Test
    void rowsOfEventsAreRejected() {
        assertThatThrownBy(() -> read("(1, 2)"))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(
                        "an array of events with fields must have one dimension, or a second one of 1 (got {'descr'");
    }
}
