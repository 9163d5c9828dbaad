package org.spikelink.tests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {

    @Test
    void sidesTakeTurnsAndRatiosAreThoseOfTheSameRound() throws Exception {
        List<String> order = new ArrayList<>();
        Rounds rounds =
                Rounds.of(3, List.of(side("a", order, 10, 40, 20), side("b", order, 5, 10, 5)));
        assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
        assertThat(rounds.median(0).value()).isEqualTo(20);
        assertThat(rounds.ratio(0, 1).value()).isEqualTo(4); // of 2, 4, 4
        assertThat(rounds.ratio(0, 1).spread()).isEqualTo(0.5);
        assertThat(rounds.ratio(0, 1).noisy()).isTrue();
        assertThat(rounds.median(f -> f[0] + f[1]).value()).isEqualTo(25);
    }

    @Test
    void aTargetIsThatOfTheRatioWhereThereIsOne() {
        Rounds.Median ratio = new Rounds.Median(3, 0.1);
        Row row = Row.of("kernel", "X 6", "vector", 100, "ns").against("plain", ratio);
        assertThat(row.atLeast(3, 5).met()).isTrue();
        assertThat(row.atLeast(3.1, 5).met()).isFalse();
        assertThat(Row.of("latency", "c", "p99", 20, "ms").atMost(20, 15).met()).isTrue();
        assertThat(Row.of("latency", "c", "p99", 21, "ms").atMost(20, 15).met()).isFalse();
        assertThat(row.met()).isNull();
    }

    @Test
    void jsonNamesWhatTheTableShows() throws Exception {
        Row row = Row.of("kernel", "X 6", "vector", 100, "ns").atMost(120, 90);
        JsonNode json = new ObjectMapper().readTree(Report.json(List.of(row))).get(0);
        assertThat((Iterable<String>) json::fieldNames)
                .contains(
                        "bench", "case", "metric", "value", "unit", "against", "ratio", "target",
                        "met");
        assertThat(json.get("case").asText()).isEqualTo("X 6");
        assertThat(json.get("against").isNull()).isTrue();
        assertThat(Report.table(List.of(row))).contains("CPU", "JVM", "kernel", "X 6", "yes");
    }

    private static Rounds.Side side(String name, List<String> order, double... figures) {
        Iterator<Double> next = java.util.Arrays.stream(figures).iterator();
        return () -> {
            order.add(name);
            return next.next();
        };
    }
}
