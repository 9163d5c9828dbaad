package org.spikelink.tools.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;

/** The line of a class leads to the score that the window is decided with. */
final class RunningScoresTest {
    private static final int HIDDEN = 16;
    private static final int CLASSES = 4;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "SPIKE_COUNT, 5, 5, false",
        "SPIKE_COUNT, 5, 5, true",
        "SPIKE_COUNT, 6, 2, false",
        "MAX_MEMBRANE, 4, 4, false",
        "MEAN_MEMBRANE, 7, 3, false"
    })
    void theyEndAtTheScoresOfEachDecision(
            ReadoutSpec.Kind kind, int window, int stride, boolean reset) throws Exception {
        Model model = model(kind, new DecisionSpec(window, stride, reset));
        NetworkTrace trace =
                NetworkTrace.of(model, recording(), model.document().layers().size() - 1);
        List<RunningScores.Point> points = RunningScores.of(model.document(), trace);

        assertThat(trace.classes().size()).isGreaterThan(2);
        for (Classification found : trace.classes()) {
            assertThat(
                            points.stream()
                                    .filter(p -> p.us() == found.windowEndUs() && !isStart(p))
                                    .map(RunningScores.Point::scores))
                    .as("window that ends at %d us", found.windowEndUs())
                    .contains(found.scores());
        }
    }

    /** A window of counts starts with a point of zeros. */
    private static boolean isStart(RunningScores.Point point) {
        for (float score : point.scores()) {
            if (score != 0) {
                return false;
            }
        }
        return point.starts();
    }

    @Test
    void aTraceHasAllStepsAndTheMembranesOfItsLayer() throws Exception {
        Model model = model(ReadoutSpec.Kind.SPIKE_COUNT, new DecisionSpec(5, 5, true));
        NetworkTrace trace = NetworkTrace.of(model, recording(), 0);

        int steps = trace.spikes().steps().size();
        assertThat(trace.membranes()).hasSize(steps);
        assertThat(trace.outputs()).hasSize(steps);
        assertThat(trace.membranes().get(0)).hasSize(model.document().layers().get(0).outputs());
        assertThat(trace.spikes().layers()).contains(0);
        assertThat(trace.spikes().count(0)).isPositive();
    }

    /** Two layers of SLSTM neurons with random weights, that classify 32x32 pixels. */
    private static Model model(ReadoutSpec.Kind kind, DecisionSpec decision) {
        InputSpec.Events input =
                new InputSpec.Events(
                        32,
                        32,
                        2,
                        4,
                        InputSpec.Value.COUNT,
                        new Slicing.Time(20_000, Slicing.Origin.FIRST_EVENT));
        ModelDocument document =
                new ModelDocument(
                        "random",
                        "1",
                        List.of("a", "b", "c", "d"),
                        input,
                        List.of(slstm(input.size(), HIDDEN), slstm(HIDDEN, CLASSES)),
                        new ReadoutSpec(kind, 1),
                        decision,
                        null);
        SplittableRandom random = new SplittableRandom(7);
        return ModelFile.of(
                document,
                Map.of(
                        "layers.0.weight_ih", uniform(4 * HIDDEN, input.size(), random),
                        "layers.0.weight_hh", uniform(4 * HIDDEN, HIDDEN, random),
                        "layers.0.threshold", Tensor.of(0.1f),
                        "layers.1.weight_ih", uniform(4 * CLASSES, HIDDEN, random),
                        "layers.1.weight_hh", uniform(4 * CLASSES, CLASSES, random),
                        "layers.1.threshold", Tensor.of(0.1f)));
    }

    private static SlstmSpec slstm(int inputs, int hidden) {
        return new SlstmSpec(inputs, hidden, Reset.NONE, false, null, false, null);
    }

    private static Tensor uniform(int rows, int columns, SplittableRandom random) {
        float[] values = new float[rows * columns];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) (2 * random.nextDouble() - 1);
        }
        return new Tensor(new int[] {rows, columns}, values);
    }

    private RecordingFile recording() throws Exception {
        StringBuilder csv = new StringBuilder("t,x,y,p\n");
        for (int us = 0; us < 600_000; us += 300) {
            int n = us / 300;
            csv.append(us).append(',').append(n * 7 % 32).append(',').append(n / 60 % 32);
            csv.append(',').append(n % 2).append('\n');
        }
        Path file = folder.resolve("moving.csv");
        Files.writeString(file, csv);
        return new RecordingFile(file, "moving.csv", Optional.empty());
    }
}
