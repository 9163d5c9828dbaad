package org.spikelink.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {
    @ParameterizedTest
    @CsvSource({
        "0, events, 0 events",
        "1, events, 1 event",
        "2, damaged packets, 2 damaged packets",
        "1, damaged packets, 1 damaged packet",
        "1, frame and IMU samples, 1 frame and IMU sample",
        "1, packets of other streams, 1 packet of other streams",
        "1, bytes after damage, 1 byte after damage",
        "1, part after damage, 1 part after damage",
        "1, invalid entries, 1 invalid entry",
        "1, dropped batches, 1 dropped batch",
        "1, series, 1 series",
        "1, recognized bytes, 1 recognized byte"
    })
    void oneThingIsSingular(long count, String things, String expected) {
        assertThat(Counted.of(count, things)).isEqualTo(expected);
    }
}
