package org.spikelink.evaluation.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.network.Network;
import org.spikelink.core.readout.Readout;
import org.spikelink.core.readout.WindowState;
import org.spikelink.core.record.Classification;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamStepper;

/** What the study says of a choice is what a model with that choice does. */
final class EarlyStudyTest {
    private static final int TRUTH = 1;
    private static final int WIDTH = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyPointIsThatOfAModelThatDecidesSo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model model = model(random);
        Batch[] batches = batches(random);
        Set<Long> counted =
                new Run(model)
                        .send(batches).classes().stream()
                                .map(Classification::windowStartUs)
                                .collect(Collectors.toSet());
        EarlyStudy study = studied(model, batches);
        assertThat(study.points()).hasSizeGreaterThan(20);
        for (EarlyPoint point : study.points()) {
            List<Classification> decided =
                    new Run(with(model, new DecisionSpec.Early(point.confidence(), point.steps())))
                            .send(batches).classes().stream()
                                    .filter(c -> counted.contains(c.windowStartUs()))
                                    .toList();
            String what = "seed %d, %s".formatted(seed, point);
            assertThat(decided).as(what).hasSameSizeAs(counted);
            assertThat(point.accuracy())
                    .as(what)
                    .isCloseTo(
                            decided.stream()
                                    .mapToInt(c -> c.classIndex() == TRUTH ? 1 : 0)
                                    .average()
                                    .orElseThrow(),
                            within(1e-9));
            assertThat(point.latencyUs())
                    .as(what)
                    .isCloseTo(
                            decided.stream()
                                    .mapToLong(c -> c.windowEndUs() - c.windowStartUs())
                                    .average()
                                    .orElseThrow(),
                            within(1e-6));
        }
        assertThat(study.points().get(0).latencyUs()).isLessThan(study.full().latencyUs());
    }

    private static EarlyStudy studied(Model model, Batch[] batches) {
        EarlyStudy study = new EarlyStudy(model.document());
        study.begin(TRUTH);
        StepObserver observer =
                new StepObserver() {
                    @Override
                    public void stepped(Network network, int b) {}

                    @Override
                    public void scored(Readout readout, WindowState windows) {
                        readout.observe(windows, study::scored);
                    }
                };
        StreamStepper stepper = new StreamStepper(model, StepperOptions.DEFAULTS, observer);
        var state = stepper.advance(null, batches[0].build(), out -> take(study, out));
        for (int n = 1; n < batches.length; n++) {
            state = stepper.advance(state, batches[n].build(), out -> take(study, out));
        }
        study.end();
        return study;
    }

    private static void take(EarlyStudy study, Object out) {
        if (out instanceof Classification found) {
            study.decided(found.windowStartUs());
        }
    }

    private static Model with(Model model, DecisionSpec.Early early) {
        ModelDocument d = model.document();
        return ModelFile.of(d.with(d.readout(), d.decision().with(0, early)), model.weights());
    }

    private static Model model(SplittableRandom random) {
        int window = 5 + random.nextInt(20);
        return Models.random(
                Models.document(
                        TinyModel.pixels(WIDTH, new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT)),
                        new ReadoutSpec(
                                random.nextBoolean()
                                        ? ReadoutSpec.Kind.MEAN_MEMBRANE
                                        : ReadoutSpec.Kind.SPIKE_COUNT,
                                1,
                                0.2),
                        new DecisionSpec(window, 1 + random.nextInt(window), false),
                        Models.slstm(WIDTH, 11),
                        Models.slstm(11, 3)),
                random,
                2);
    }

    private static Batch[] batches(SplittableRandom random) {
        Batch[] batches = new Batch[4];
        for (int n = 0; n < batches.length; n++) {
            batches[n] = Batch.batch(n);
            for (int t = 0; t < 40; t++) {
                long timeUs = 40_000L * n + 1000L * t;
                batches[n].event(timeUs, random.nextInt(WIDTH));
                batches[n].event(timeUs + 500, random.nextInt(WIDTH));
            }
        }
        batches[batches.length - 1].end();
        return batches;
    }
}
