package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.core.fixture.Batch.batch;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.spikelink.core.bins.BinState;
import org.spikelink.core.encoder.SampleMemory;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.network.NetworkState;
import org.spikelink.core.readout.WindowState;
import org.spikelink.core.record.SensorBatch;

/** Restored states that do not fit the model they name: bytes may be anything, even under a right checksum. */
final class StateFitTest {
    private static final String START = "the state of stream cam does not fit model tiny/1: ";

    private final Model model = TinyModel.echo().build();

    @Test
    void aStateOfTheModelFits() {
        assertThatCode(() -> restoredWith(live -> live, model)).doesNotThrowAnyException();
    }

    @Test
    void variablesMustBeThoseOfTheNetwork() {
        rejects(
                live -> network(live, List.of("mem", "syn"), 4, 4),
                "its variables must be [syn, mem] (got [mem, syn])");
    }

    @Test
    void everyVariableMustHaveAValueForEachNeuron() {
        rejects(
                live -> network(live, List.of("syn", "mem"), values(live, 0), 3),
                "mem must have " + neurons() + " values (got 3)");
        rejects(
                live -> network(live, List.of("syn", "mem"), 0, values(live, 1)),
                "syn must have " + neurons() + " values (got 0)");
    }

    @Test
    void inputsOfTheOpenBinMustAscendWithinTheSensor() {
        rejects(
                live -> bin(live, 1, new int[] {99}, new int[] {1}),
                "input 0 of its open bin must be 0..");
        rejects(
                live -> bin(live, 2, new int[] {1, 1}, new int[] {1, 1}),
                "input 1 of its open bin must be 2..");
        rejects(
                live -> bin(live, 1, new int[] {-1}, new int[] {1}),
                "input 0 of its open bin must be 0..");
        rejects(
                live -> bin(live, 1, new int[] {1}, new int[] {0}),
                "count 0 of its open bin must be 1..2147483647 (got 0)");
        rejects(
                live -> bin(live, 1, new int[] {1}, new int[] {1, 2}),
                "its open bin must have 1 counts (got 2)");
        rejects(
                live -> bin(live, -1, new int[0], new int[0]),
                "its open bin must have 0..2147483647 events (got -1)");
    }

    @Test
    void aBinByCountMustNotBeFull() {
        Model count = TinyModel.echo().input(TinyModel.pixels(4, new Slicing.Count(3))).build();
        assertThatThrownBy(
                        () ->
                                restoredWith(
                                        live -> bin(live, 3, new int[] {1}, new int[] {3}), count))
                .isInstanceOf(StateException.class)
                .hasMessage(START + "its open bin must have 0..2 events (got 3)");
    }

    @Test
    void windowsMustBeThoseOfTheDecision() {
        rejects(
                live -> windows(live, new WindowState(1, 0, new long[9], new float[1])),
                "its windows must have ");
        rejects(
                live -> {
                    WindowState w = live.windows;
                    return windows(live, new WindowState(-1, 0, w.startsUs(), w.scores()));
                },
                "its windows' steps must not be negative (got -1)");
    }

    @Test
    void countsOfConfidentStepsMustBeThoseOfOpenWindows() {
        Model early =
                TinyModel.echo().window(4, 2).decides(0, new DecisionSpec.Early(0.9, 1)).build();
        assertThatThrownBy(() -> restoredWith(live -> windows(live, confident(live, 1)), early))
                .hasMessage(START + "its windows must have 2 counts of confident steps (got 1)");
        assertThatThrownBy(() -> restoredWith(live -> windows(live, confident(live, 0, -2)), early))
                .hasMessage(
                        START
                                + "its windows' counts of confident steps must be at least -1 (got -2)");
        rejects(
                live -> windows(live, confident(live, 1)),
                "its windows must have 0 counts of confident steps (got 1)");
    }

    private static WindowState confident(StreamState.Live live, int... confident) {
        WindowState w = live.windows;
        return new WindowState(w.steps(), w.endUs(), w.startsUs(), w.scores(), confident);
    }

    private int neurons() {
        return values(started(model).live, 0);
    }

    private void rejects(UnaryOperator<StreamState.Live> change, String misfit) {
        assertThatThrownBy(() -> restoredWith(change, model))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith(START + misfit);
    }

    private static StreamState started(Model model) {
        return new Run(model).send(batch(0).event(0, 1)).state();
    }

    private static void restoredWith(UnaryOperator<StreamState.Live> change, Model model) {
        StreamState state = started(model);
        state.live = change.apply(state.live);
        SensorBatch next = batch(1).event(100, 1).build();
        new StreamStepper(model, StepperOptions.DEFAULTS, StepObserver.NONE)
                .advance(state, next, out -> {});
    }

    private static int values(StreamState.Live live, int variable) {
        return live.network.values(variable).length;
    }

    private static StreamState.Live network(
            StreamState.Live live, List<String> names, int first, int second) {
        float[][] values = {new float[first], new float[second]};
        return new StreamState.Live(new NetworkState(names, values), live.bin, live.windows);
    }

    private static StreamState.Live bin(
            StreamState.Live live, int events, int[] indices, int[] counts) {
        BinState bin =
                new BinState(
                        BinState.Phase.OPEN,
                        0,
                        0,
                        0,
                        0,
                        events,
                        indices,
                        counts,
                        new float[0],
                        new SampleMemory());
        return new StreamState.Live(live.network, bin, live.windows);
    }

    private static StreamState.Live windows(StreamState.Live live, WindowState windows) {
        return new StreamState.Live(live.network, live.bin, windows);
    }
}
