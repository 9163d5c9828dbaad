package org.spikelink.trainer.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.Pooling2d.By;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec.Kind;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.LayerTraining.Beta;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.loss.Regularization;

/** Layers of images, alone and stacked, first, between and last. */
final class ImageGradientCheckTest {
    private static final Image IMAGE = new Image(2, 7, 6);
    private static final int CLASSES = 3;
    private static final LayerTraining NORMALIZED = new LayerTraining(true, Beta.FIXED);

    private static LeakySpec comparing(Image in) {
        return new LeakySpec(in, 0.0, Reset.NONE, null);
    }

    private static LeakySpec leaky(Image in, Reset reset) {
        return new LeakySpec(
                in, 0.7, reset, new SurrogateSpec("fast_sigmoid", Map.of("slope", 5.0)));
    }

    private static Pool2dSpec pool(Image in, By by) {
        return new Pool2dSpec(in, new Pooling2d(2, by));
    }

    private static LayerSpec linear(LayerSpec before) {
        return new LinearSpec(before.outputs(), CLASSES);
    }

    private static void check(
            Map<Integer, LayerTraining> training, LossKind loss, LayerSpec... layers) {
        boolean spikes = layers[layers.length - 1].spikes();
        check(
                Toy.document(spikes ? Kind.SPIKE_COUNT : Kind.MEAN_MEMBRANE, 1, layers),
                LearningOptions.DEFAULTS
                        .withLayers(training)
                        .withLosses(List.of(LossTerm.of(loss))));
    }

    private static void check(ModelDocument document, LearningOptions options) {
        List<LabelledSequence> batch =
                Toy.sequences(10, document.layers().get(0).inputs(), CLASSES, 3, 5, 3);
        GradientCheck check =
                new GradientCheck(
                        document,
                        options.withThresholds(
                                List.of(new ThresholdSpec(Learning.PER_NEURON, 0.1, 1e-3))),
                        batch,
                        null);
        assertThat(check.run(5)).as("largest gradient").isGreaterThan(1e-4);
    }

    @Test
    void ofStackedConvolutionsThatOnlyCompare() {
        Conv2dSpec first = new Conv2dSpec(IMAGE, 3, 3, 1, 1);
        Pool2dSpec pool = pool(first.shape().out(), By.MAX);
        Conv2dSpec second = new Conv2dSpec(pool.out(), 4, 3, 2, 1);
        LeakySpec lif = comparing(second.shape().out());
        check(
                Map.of(),
                LossKind.CE_MEAN_MEMBRANE,
                first,
                comparing(first.shape().out()),
                pool,
                second,
                lif,
                linear(lif));
    }

    @ParameterizedTest
    @EnumSource(Reset.class)
    void ofLeakyNeuronsWhoseBetasAreLearned(Reset reset) {
        Conv2dSpec conv = new Conv2dSpec(IMAGE, 3, 3, 2, 1);
        LeakySpec lif = leaky(conv.shape().out(), reset);
        Conv2dSpec second = new Conv2dSpec(lif.in(), 2, 3, 1, 0);
        LeakySpec last = leaky(Image.vector(CLASSES), reset);
        check(
                Map.of(
                        1, new LayerTraining(false, Beta.PER_CHANNEL),
                        4, new LayerTraining(false, Beta.SCALAR)),
                LossKind.CE_COUNT,
                conv,
                lif,
                second,
                new LinearSpec(second.outputs(), CLASSES),
                last);
    }

    @Test
    void ofConvolutionsNormalizedOverTheBatch() {
        Conv2dSpec first = new Conv2dSpec(IMAGE, 3, 3, 1, 1);
        Conv2dSpec second = new Conv2dSpec(first.shape().out(), 3, 3, 2, 1);
        LeakySpec stateful = leaky(second.shape().out(), Reset.SUBTRACT);
        Conv2dSpec third = new Conv2dSpec(stateful.in(), 3, 2, 1, 0);
        LeakySpec last = comparing(third.shape().out());
        check(
                Map.of(0, NORMALIZED, 2, NORMALIZED, 4, NORMALIZED),
                LossKind.CE_MEAN_MEMBRANE,
                first,
                comparing(first.shape().out()),
                second,
                stateful,
                third,
                last,
                linear(last));
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void ofPooledValuesAndSpikes(By by) {
        Conv2dSpec conv = new Conv2dSpec(IMAGE, 3, 3, 1, 1);
        Pool2dSpec values = pool(conv.shape().out(), by);
        LeakySpec lif = comparing(values.out());
        Conv2dSpec second = new Conv2dSpec(lif.in(), 3, 3, 1, 1);
        LeakySpec stateful = leaky(second.shape().out(), Reset.NONE);
        Pool2dSpec spikes = new Pool2dSpec(stateful.in(), new Pooling2d(3, by));
        check(
                Map.of(),
                LossKind.CE_MAX_MEMBRANE,
                conv,
                values,
                lif,
                second,
                stateful,
                spikes,
                linear(spikes));
    }

    @Test
    void ofLayersThatComeFirstWithoutWeights() {
        Pool2dSpec pool = pool(IMAGE, By.AVG);
        LeakySpec lif = leaky(pool.out(), Reset.SUBTRACT);
        check(Map.of(), LossKind.CE_MEAN_MEMBRANE, pool, lif, linear(lif));
        LeakySpec first = leaky(IMAGE, Reset.ZERO);
        check(Map.of(), LossKind.CE_MEAN_MEMBRANE, first, linear(first));
    }

    @Test
    void ofNeuronsThatOnlyCompareBehindOthersOrLast() {
        LinearSpec linear = new LinearSpec((int) IMAGE.size(), 12);
        LeakySpec lif = comparing(new Image(3, 2, 2));
        SlstmSpec slstm = new SlstmSpec(12, 6, Reset.NONE, false, null, false, null);
        check(
                Map.of(),
                LossKind.CE_RATE,
                linear,
                lif,
                slstm,
                new LinearSpec(6, CLASSES),
                comparing(Image.vector(CLASSES)));
    }

    @ParameterizedTest
    @EnumSource(Reset.class)
    void ofConvolutionalLstmNeurons(Reset reset) {
        By by = reset == Reset.NONE ? By.AVG : By.MAX;
        Pooling2d pool = new Pooling2d(2, by);
        SConv2dLstmSpec first = new SConv2dLstmSpec(IMAGE, 2, 3, pool, reset, null);
        SConv2dLstmSpec second = new SConv2dLstmSpec(first.out(), 2, 3, null, reset, null);
        Conv2dSpec conv = new Conv2dSpec(second.out(), 3, 3, 1, 1);
        LeakySpec lif = comparing(conv.shape().out());
        check(Map.of(), LossKind.CE_MEAN_MEMBRANE, first, second, conv, lif, linear(lif));
    }

    @Test
    void ofRegularizersOfStackedLayers() {
        Conv2dSpec first = new Conv2dSpec(IMAGE, 3, 3, 2, 1);
        Conv2dSpec second = new Conv2dSpec(first.shape().out(), 3, 3, 1, 1);
        LeakySpec stateful = leaky(second.shape().out(), Reset.SUBTRACT);
        ModelDocument document =
                Toy.document(
                        Kind.MEAN_MEMBRANE,
                        1,
                        first,
                        comparing(first.shape().out()),
                        second,
                        stateful,
                        linear(stateful));
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withLosses(List.of(LossTerm.of(LossKind.CE_MEAN_MEMBRANE)))
                        .withLayers(Map.of(0, NORMALIZED))
                        .withRegularization(new Regularization(1e-3, 0.5, 0.2, 0.3, List.of()));
        check(document, options);
    }
}
