package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.Batch.batch;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.SpikeBatch;

final class SpikeOutputTest {
    private static final Slicing MILLISECOND = new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT);
    private static final Batch TWO_STEPS = batch(0).event(0, 1).until(2000);

    @Test
    void aBatchThatClosesABinGivesOneSpikeBatchAlsoWithoutSpikes() {
        Run run = new Run(TinyModel.echo().build()).send(batch(0).event(0, 1).until(1000));
        run.send(batch(1).until(1500), batch(2).until(2000).timestampMs(77));
        assertThat(run.spikes()).hasSize(2);
        SpikeBatch silent = run.spikes().get(1);
        assertThat(silent.inputMs()).isEqualTo(77);
        assertThat(silent.firstStep()).isEqualTo(1);
        assertThat(silent.model()).isEqualTo("tiny/1");
        assertThat(silent.steps()).hasSize(1);
        assertThat(silent.steps().get(0).neurons()[0]).isEmpty();
    }

    @Test
    void aBatchThatEndsItsSessionGivesOneSpikeBatchToo() {
        Run run = new Run(TinyModel.echo().build()).send(batch(0).event(0, 1).event(1000, 2).end());
        assertThat(run.spikes()).hasSize(1);
        assertThat(run.steps()).containsExactly("1/0 0+1000 [[1]]", "1/1 1000+1000 [[2]]");
    }

    @Test
    void theLastLayersSpikesAreTheDefault() {
        Run run = new Run(deep(Models.slstm(4, 9), Models.slstm(9, 2))).send(TWO_STEPS);
        assertThat(run.spikes().get(0).layers()).containsExactly(1);
    }

    @Test
    void allReportsEveryLayerThatSpikes() {
        Model model = deep(Models.slstm(4, 9), new LinearSpec(9, 3), Models.slstm(3, 2));
        Run run = new Run(model, spikes(StepperOptions.Spikes.ALL)).send(TWO_STEPS);
        assertThat(run.spikes().get(0).layers()).containsExactly(0, 2);
        assertThat(run.spikes().get(0).steps()).allMatch(s -> s.neurons().length == 2);
    }

    @Test
    void theLastLayerThatSpikesIsReportedWhereALinearOneFollows() {
        Model model = deep(Models.slstm(4, 9), new LinearSpec(9, 2));
        assertThat(new Run(model).send(TWO_STEPS).spikes().get(0).layers()).containsExactly(0);
    }

    @Test
    void noneReportsNoSpikesButClasses() {
        Model model = TinyModel.echo().window(2, 2).build();
        Run run = new Run(model, spikes(StepperOptions.Spikes.NONE)).send(TWO_STEPS);
        assertThat(run.spikes()).isEmpty();
        assertThat(run.classes()).hasSize(1);
        assertThat(run.counters().spikes()).isEqualTo(1);
    }

    @Test
    void aHugeOutputIsSplitIntoBatchesWithConsecutiveSteps() {
        int width = 500;
        Model model =
                TinyModel.latch()
                        .input(TinyModel.pixels(width, MILLISECOND))
                        .window(1000, 1000)
                        .build();
        Batch all = batch(0);
        for (int x = 0; x < width; x++) {
            all.event(0, x);
        }
        Run run = new Run(model);
        for (int n = 1; n <= 10; n++) {
            all.event(n * 80_000L, 0);
        }
        run.send(all.until(801_000));
        // 801 steps of about 4.6 kB, half a megabyte a batch.
        assertThat(run.spikes()).hasSize(8);
        long next = 0;
        for (SpikeBatch batch : run.spikes()) {
            assertThat(batch.firstStep()).isEqualTo(next);
            next += batch.steps().size();
            assertThat(batch.steps().stream().mapToInt(s -> 9 * s.neurons()[0].length).sum())
                    .isLessThan(510_000);
        }
        assertThat(next).isEqualTo(801).isEqualTo(run.state().step());
        assertThat(run.neurons()).allMatch(n -> n.size() == width);
    }

    @Test
    void manySilentStepsInARowAreCountedInsteadOfListed() {
        Run run = new Run(TinyModel.echo().build());
        run.send(batch(0).event(0, 1).event(50_000, 2).until(100_000));
        assertThat(run.spikes())
                .extracting(b -> b.silentBefore() + " " + b.firstStep() + "+" + b.steps().size())
                .containsExactly("0 0+1", "49 50+1", "48 99+1");
        assertThat(run.steps()).hasSize(100).contains("1/17 17000+1000 [[]]");
        assertThat(run.neurons().stream().filter(n -> !n.isEmpty())).hasSize(2);
    }

    @Test
    void fewSilentStepsAreListed() {
        Run run = new Run(TinyModel.echo().build());
        run.send(batch(0).event(0, 1).event(17_000, 2).until(34_000));
        assertThat(run.spikes())
                .extracting(b -> b.silentBefore() + " " + b.firstStep() + "+" + b.steps().size())
                .containsExactly("0 0+34");
    }

    @Test
    void aLongBatchIsReportedInPartsOf128Steps() {
        Run run = new Run(TinyModel.latch().build());
        Batch batch = batch(0);
        for (int n = 0; n < 300; n++) {
            batch.event(n * 1000L, 0);
        }
        run.send(batch.until(300_000));
        assertThat(run.spikes())
                .extracting(b -> b.firstStep() + "+" + b.steps().size())
                .containsExactly("0+128", "128+128", "256+44");
    }

    @Test
    void theObserverSeesTheNetworkAfterEachStep() {
        int[] seen = new int[2];
        StreamStepper stepper =
                new StreamStepper(
                        TinyModel.echo().build(),
                        StepperOptions.DEFAULTS,
                        (network, row) -> {
                            seen[0]++;
                            seen[1] += network.output(0).end(row);
                        });
        List<Object> out = new java.util.ArrayList<>();
        stepper.advance(null, TWO_STEPS.build(), out::add);
        assertThat(seen).containsExactly(2, 1);
    }

    private static StepperOptions spikes(StepperOptions.Spikes spikes) {
        return StepperOptions.DEFAULTS.with(spikes);
    }

    private static Model deep(LayerSpec... layers) {
        return Models.random(
                Models.document(
                        TinyModel.pixels(4, MILLISECOND),
                        new ReadoutSpec(ReadoutSpec.Kind.MAX_MEMBRANE, 1),
                        new DecisionSpec(5, 5, false),
                        layers),
                new SplittableRandom(1),
                1);
    }
}
