package org.spikelink.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.cli.Spikelink;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StreamState;

/** {@code streams inspect} tells of a kept savepoint what the batches before it give offline. */
final class StreamsInspectIT {
    @ParameterizedTest
    @EnumSource(SmallJob.class)
    void allStreamsAreSummarized(SmallJob job) throws Exception {
        KeptSavepoint kept = KeptSavepoint.current(job);
        Map<String, StreamState> states = states(kept);
        long ended = states.values().stream().filter(StreamState::ended).count();
        long steps = states.values().stream().mapToLong(StreamState::step).sum();

        List<String> lines = inspect(kept.savepoint().toString());

        assertThat(lines.get(0))
                .matches(
                        "checkpoint \\d+ of 2 subtasks: %d streams, %d of them with an ended session, [\\d,]+ bytes"
                                .formatted(states.size(), ended));
        assertThat(lines.get(1)).matches("model [0-9a-f]{16}: %d streams".formatted(states.size()));
        assertThat(lines.get(2)).endsWith("; %d steps in total".formatted(steps));
        List<List<String>> rows = rows(lines);
        List<String> columns =
                List.of(
                        "stream",
                        "session",
                        "sequence",
                        "steps",
                        "partition",
                        "last active",
                        "state");
        assertThat(rows.get(0)).startsWith(columns.toArray(String[]::new));
        assertThat(rows.get(0).subList(columns.size(), rows.get(0).size()))
                .isEqualTo(job == SmallJob.HEALTH ? List.of("open second") : List.of());
        assertThat(rows.stream().skip(1))
                .hasSize(states.size())
                .allSatisfy(row -> assertIs(row, states.get(row.get(0))));
    }

    /** But for the partition and the time, which Kafka gave. */
    private static void assertIs(List<String> row, StreamState state) {
        assertThat(row.subList(1, 4))
                .containsExactly(
                        "" + state.session(), "" + state.lastSequence(), "" + state.step());
        assertThat(row.get(6)).isEqualTo(state.ended() ? "ended" : "open");
    }

    @ParameterizedTest
    @EnumSource(SmallJob.class)
    void anOpenStreamIsShownWithTheStateOfEachNeuron(SmallJob job) throws Exception {
        KeptSavepoint kept = KeptSavepoint.current(job);
        StreamState state = states(kept).get("running-2");

        List<List<String>> rows = rows(inspect(kept.savepoint().toString(), "running-2"));

        List<List<String>> neurons = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("neuron"));
        header.addAll(state.variables());
        int most = state.variables().stream().mapToInt(v -> state.values(v).length).max().orElse(0);
        for (int n = 0; n < most; n++) {
            List<String> neuron = new ArrayList<>(List.of("" + n));
            for (String variable : state.variables()) {
                float[] values = state.values(variable);
                neuron.add(n < values.length ? "" + values[n] : "");
            }
            neurons.add(neuron);
        }
        assertThat(rows.get(1)).startsWith("running-2");
        assertThat(rows.get(1).get(6)).isEqualTo("open");
        assertThat(rows.get(1).size() > 7).isEqualTo(job == SmallJob.HEALTH);
        assertThat(rows.get(2)).isEqualTo(header);
        assertThat(rows.subList(3, rows.size())).isEqualTo(neurons).hasSizeGreaterThan(2);
    }

    @Test
    void aStreamWhoseSessionIsOverIsShownWithout() {
        KeptSavepoint kept = KeptSavepoint.current(SmallJob.EVENTS);
        List<String> lines = inspect(kept.savepoint().toString(), "ended");

        assertThat(rows(lines)).hasSize(2);
        assertThat(rows(lines).get(1)).startsWith("ended").endsWith("ended");
        assertThat(lines)
                .last()
                .isEqualTo("its session has ended, so no state of its neurons is stored");
    }

    /** The streams' states at the savepoint. */
    private static Map<String, StreamState> states(KeptSavepoint kept) throws Exception {
        List<SensorBatch> batches = KeptSavepoint.batches(kept.before());
        Map<String, StreamState> states =
                new TreeMap<>(Workload.states(batches, kept.readModel(), kept.stepper()));
        assertThat(states).hasSizeGreaterThan(2).containsKeys("running-2", "ended");
        return states;
    }

    /** What the command prints. */
    private static List<String> inspect(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream original = System.out;
        int code;
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            System.setOut(out);
            code =
                    Spikelink.run(
                            Stream.concat(Stream.of("streams", "inspect"), Stream.of(arguments))
                                    .toArray(String[]::new));
        } finally {
            System.setOut(original);
        }
        assertThat(code).isZero();
        return bytes.toString(UTF_8).lines().toList();
    }

    /** The cells of the tables' lines. */
    private static List<List<String>> rows(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.length() - 1))
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
    }
}
