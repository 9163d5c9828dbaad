package org.spikelink.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.connectors.kafka.SensorBatchDecoder;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.jobs.Spikelink;

/** {@code streams inspect} tells of a kept savepoint what the batches before it give offline. */
final class StreamsInspectIT {
    @ParameterizedTest
    @EnumSource(SmallJob.class)
    void allStreamsAreToldInFigures(SmallJob job) throws IOException {
        KeptSavepoint kept = KeptSavepoint.current(job);
        Map<String, StreamState> states = states(kept);
        long ended = states.values().stream().filter(StreamState::ended).count();
        long steps = states.values().stream().mapToLong(StreamState::step).sum();

        List<String> told = inspect(kept.savepoint().toString());

        assertThat(told.get(0))
                .matches(
                        "checkpoint \\d+ of 2 subtasks: %d streams, %d of them with an ended session, [\\d,]+ bytes stored"
                                .formatted(states.size(), ended));
        assertThat(told.get(1)).matches("model [0-9a-f]{16}: %d streams".formatted(states.size()));
        assertThat(told.get(2)).endsWith("; %d steps in all sessions".formatted(steps));
        List<List<String>> rows = rows(told);
        assertThat(rows.get(0))
                .containsExactly(
                        "stream",
                        "session",
                        "sequence",
                        "steps",
                        "partition",
                        "heard of",
                        "session is");
        assertThat(rows.stream().skip(1))
                .hasSize(states.size())
                .allSatisfy(row -> assertIs(row, states.get(row.get(0))));
    }

    /** But for the partition and the time, which Kafka gave. */
    private static void assertIs(List<String> row, StreamState state) {
        assertThat(row.subList(1, 4))
                .containsExactly(
                        "" + state.session(), "" + state.lastSequence(), "" + state.step());
        assertThat(row.get(6)).isEqualTo(state.ended() ? "over" : "open");
    }

    @ParameterizedTest
    @EnumSource(SmallJob.class)
    void anOpenStreamIsToldWithSynAndMemOfEachNeuron(SmallJob job) throws IOException {
        KeptSavepoint kept = KeptSavepoint.current(job);
        StreamState state = states(kept).get("running-2");

        List<List<String>> rows = rows(inspect(kept.savepoint().toString(), "running-2"));

        List<List<String>> neurons = new ArrayList<>();
        for (int n = 0; n < state.syn().length; n++) {
            neurons.add(List.of("" + n, "" + state.syn()[n], "" + state.mem()[n]));
        }
        assertThat(rows.get(1)).startsWith("running-2").endsWith("open");
        assertThat(rows.get(2)).containsExactly("neuron", "syn", "mem");
        assertThat(rows.subList(3, rows.size())).isEqualTo(neurons).hasSizeGreaterThan(2);
    }

    @Test
    void aStreamWhoseSessionIsOverIsToldWithout() {
        KeptSavepoint kept = KeptSavepoint.current(SmallJob.EVENTS);
        List<String> told = inspect(kept.savepoint().toString(), "ended");

        assertThat(rows(told)).hasSize(2);
        assertThat(rows(told).get(1)).startsWith("ended").endsWith("over");
        assertThat(told)
                .last()
                .isEqualTo("its session is over, so that neither syn nor mem are kept");
    }

    /** The streams' states at the savepoint. */
    private static Map<String, StreamState> states(KeptSavepoint kept) throws IOException {
        List<SensorBatch> batches = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : KeptSavepoint.records(kept.before())) {
            Origin origin = new Origin("sensors", 0, 0, record.timestamp());
            batches.add(
                    (SensorBatch) SensorBatchDecoder.decode(record.key(), record.value(), origin));
        }
        Map<String, StreamState> states =
                new TreeMap<>(Workload.states(batches, kept.readModel(), KeptSavepoint.STEPPER));
        assertThat(states).hasSizeGreaterThan(2).containsKeys("running-2", "ended");
        return states;
    }

    /** What the command prints. */
    private static List<String> inspect(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        int code;
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            System.setOut(out);
            code =
                    Spikelink.run(
                            Stream.concat(Stream.of("streams", "inspect"), Stream.of(arguments))
                                    .toArray(String[]::new));
        } finally {
            System.setOut(usual);
        }
        assertThat(code).isZero();
        return bytes.toString(UTF_8).lines().toList();
    }

    /** The cells of the tables' lines. */
    private static List<List<String>> rows(List<String> told) {
        return told.stream()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.length() - 1))
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
    }
}
