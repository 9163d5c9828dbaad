package org.spikelink.tools.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlotNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1.5, 1.5",
        "950, 950",
        "1500, 1.5 k",
        "999900, 1 M",
        "117667, 118 k",
        "2000000, 2 M",
        "-2500, -2.5 k"
    })
    void numbersAreShort(double number, String text) {
        assertThat(ShortNumbers.of(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1",
        "300000, 2000",
        "310000, 2000",
        "18000000, 200000",
        "3600000000, 50000000"
    })
    void binsAreOneTwoOrFiveTimesAPowerOfTen(long spanUs, long binUs) {
        assertThat(RateChart.niceBin(spanUs)).isEqualTo(binUs);
    }

    @ParameterizedTest
    @CsvSource({
        "4000, 0 to 2000 µs",
        "300000, 0 to 150 ms",
        "9000000, 0 to 4.50 s",
        "1200000000, 0 to 10 min"
    })
    void timesHaveTheUnitOfTheirSpan(long spanUs, String text) {
        TimeSpan span = new TimeSpan(77, 77 + spanUs);
        assertThat(span.text(span.part(0, 2))).isEqualTo(text);
    }

    @Test
    void partsOfASpanMeet() {
        TimeSpan span = new TimeSpan(5, 12);
        assertThat(span.part(0, 3).endUs()).isEqualTo(span.part(1, 3).startUs());
        assertThat(span.part(2, 3).endUs()).isEqualTo(span.endUs());
    }
}
