package org.spikelink.tools.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.tools.rejected.RejectedList.Rule;

class RuleCountsTest {
    private final RuleCounts counts = new RuleCounts();

    @Test
    void eventsOfALargerSensorAreOneRowWithTheirCause() {
        counts.add("event 4: x must be 0..31 (got 32)");
        counts.add("event 0: x must be 0..31 (got 33)");
        counts.add("event 1035: x must be 0..31 (got 32)");
        counts.add("event 7: y must be 0..31 (got 33)");

        assertThat(counts.mostFirst())
                .extracting(Rule::error, Rule::records)
                .containsExactly(
                        tuple("event ...: x must be 0..31", 3L),
                        tuple("event ...: y must be 0..31", 1L));
        assertThat(counts.mostFirst().get(0).likelyCause().orElseThrow())
                .startsWith("a sensor of at least 34 columns, a model of 32: ");
        assertThat(counts.mostFirst().get(1).likelyCause().orElseThrow())
                .startsWith("a sensor of at least 34 rows, a model of 32: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "samples must have 6 channels (got 3 and 300 values) | a sensor of 3 channels, a model of 6",
                "its session must not be below 1700000000000000, the stream's last one (got 3) | the sensor's clock went back",
                "session 1700000000000000 has ended (got sequence 3) | open a new session",
                "a stream must stay in one partition for a session, or move with its next batch: partition 1, or sequence 8 (got partition 2, sequence 9) | partitions were added",
                "session must be at most 170 µs, 86400 s after the record's Kafka time (got 18446744073709551615); --session-horizon sets the distance | clock is ahead",
                "the model takes samples (got events) | another kind of sensor",
                "value must be a SensorBatch (got 7 bytes, truncated or malformed at byte 3) | --input-format",
                "key must be the stream a (got b) | key is not the stream's name",
                "value 17 must be finite and at most 1e9 (got NaN) | input.missing"
            })
    void commonRulesHaveACause(String error, String cause) {
        counts.add(error);

        assertThat(counts.mostFirst().get(0).likelyCause().orElse("none")).contains(cause);
    }

    @Test
    void numbersOfARangeStayInTheRule() {
        counts.add("samples.channels must be in 1..2147483647 (got 0)");
        counts.add("session 1700000000000000 has ended (got sequence 3)");

        assertThat(counts.mostFirst())
                .extracting(Rule::error)
                .containsExactly(
                        "samples.channels must be in 1..2147483647", "session ... has ended");
    }

    @Test
    void anUnknownRuleHasNone() {
        counts.add("a rule of a later version");

        assertThat(counts.mostFirst().get(0).likelyCause()).isEmpty();
    }
}
