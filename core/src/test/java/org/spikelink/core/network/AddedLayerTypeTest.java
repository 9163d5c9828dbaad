package org.spikelink.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.core.fixture.Batch.batch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.leaky.LeakyModels;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.stepper.LayerCounters;
import org.spikelink.core.stepper.StepperOptions;

/** A layer type that core does not name: it goes wherever its own types go. */
final class AddedLayerTypeTest {
    private static final int NO_NEW_VARIABLE = 3;
    private static final int NAMED_VARIABLES = 4;

    @TempDir Path folder;

    private static Model model(double fatigue) {
        Slicing slicing = new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT);
        return LeakyModels.of(
                new InputSpec.Events(6, 1, 1, 1, InputSpec.Value.COUNT, slicing),
                fatigue,
                new DecisionSpec(4, 2, false));
    }

    private static Batch[] batches(int from, int to) {
        return java.util.stream.IntStream.range(from, to)
                .mapToObj(
                        n ->
                                batch(n).event(700L * n, n % 6)
                                        .event(700L * n + 10, 5 * n % 6)
                                        .event(700L * n + 600, 7 * n % 6))
                .toArray(Batch[]::new);
    }

    @Test
    void itsModelFileIsReadBack() {
        Model model = model(0.1);
        Path file = folder.resolve("leaky.safetensors");
        ModelFile.write(model, file);
        Model read = ModelFile.read(file);
        assertThat(read.document()).isEqualTo(model.document());
        assertThat(read.sha256()).isEqualTo(model.sha256());
        assertThat(read.weights().get(0).get("weight"))
                .isEqualTo(model.weights().get(0).get("weight"));
    }

    @Test
    void itsKeysAndTensorsAreCheckedByName() {
        String file = new String(ModelFile.bytes(model(0)), StandardCharsets.ISO_8859_1);
        assertRejected(file.replaceFirst("neurons", "nevrons"), "layers.0.neurons must be a whole");
        assertRejected(file.replaceFirst("fatigue", "fatigve"), "layers.0.fatigve is not a key");
        assertRejected(
                file.replaceFirst("layers.0.weight", "layers.0.wfight"),
                "layers.0.weight must be [8, 6] (got nothing)");
    }

    private static void assertRejected(String file, String message) {
        assertThatThrownBy(() -> ModelFile.parse(file.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void aStreamThatWasStoredContinuesWithTheSameBits(double fatigue) {
        Model model = model(fatigue);
        StepperOptions all = StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);
        Run straight = new Run(model, all).send(batches(0, 40));
        Run stored = new Run(model, all).throughBytes(model).send(batches(0, 40));
        assertThat(straight.steps())
                .hasSizeGreaterThan(20)
                .anyMatch(s -> !s.contains("[[], [], []]"));
        assertThat(stored.steps()).isEqualTo(straight.steps());
        assertThat(stored.windows()).isEqualTo(straight.windows()).isNotEmpty();
        assertThat(Run.bytes(stored.state())).isEqualTo(Run.bytes(straight.state()));
    }

    @Test
    void aNewFormatOfStatesIsUsedOnlyForNamesThatTheOldOneDoesNotHave() {
        Run mem = new Run(model(0)).send(batches(0, 9));
        assertThat(Run.bytes(mem.state())[0]).isEqualTo((byte) NO_NEW_VARIABLE);
        assertThat(mem.state().variables()).containsExactly("syn", "mem");
        assertThat(mem.state().values("syn")).hasSize(8);
        assertThat(mem.state().values("mem")).hasSize(8 + 8 + 4);
        Run tired = new Run(model(0.1)).send(batches(0, 9));
        assertThat(Run.bytes(tired.state())[0]).isEqualTo((byte) NAMED_VARIABLES);
        assertThat(tired.state().variables()).containsExactly("mem", "tired", "syn");
        assertThat(tired.state().values("tired")).hasSize(8 + 4).contains(0.1f);
        assertThat(Run.read(Run.bytes(tired.state())).variables())
                .isEqualTo(List.of("mem", "tired", "syn"));
    }

    @Test
    void itsOperationsAreCounted() {
        Run run = new Run(model(0)).send(batches(0, 9));
        LayerCounters first = run.counters().layers().get(0);
        assertThat(first.denseOperations()).isEqualTo(6L * 8 * run.counters().steps());
        assertThat(first.effectiveMacs() + first.effectiveAcs())
                .isEqualTo(8 * first.activeInputs())
                .isPositive();
        assertThat(first.spikes()).isPositive();
    }
}
