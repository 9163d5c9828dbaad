package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.surrogate.Sso;

/** The same seed gives the same bits: with any number of threads, and after a restart. */
final class SameBitsTest {
    private static final ModelDocument DOCUMENT = Toy.spiking(50, 40, 5);

    /** All that draws random values or adds up over a batch. */
    private static final LearningOptions OPTIONS =
            LearningOptions.DEFAULTS
                    .withDropout(0.2)
                    .withClipNorm(0.5)
                    .withLearnInitialState(true)
                    .withThresholds(List.of(ThresholdSpec.of(Learning.PER_NEURON)))
                    .withSurrogate(new Sso(0, 0.2, 9))
                    .withRegularization(new Regularization(1e-4, 0.1, 0.05, 0.3, List.of()))
                    .withTruncation(new Truncation(9, false));

    /** With a normalization over the batch and learned betas. */
    private static final LearningOptions IMAGE_OPTIONS =
            OPTIONS.withLosses(List.of(LossTerm.of(LossKind.CE_PER_STEP_MEMBRANE)))
                    .withLayers(
                            Map.of(
                                    0,
                                    new LayerTraining(true, LayerTraining.Beta.FIXED),
                                    5,
                                    new LayerTraining(false, LayerTraining.Beta.PER_CHANNEL)));

    /** A network, and how it is trained. */
    private record Case(String name, ModelDocument document, LearningOptions options) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("slstm", DOCUMENT, OPTIONS), new Case("images", images(), IMAGE_OPTIONS));
    }

    private static ModelDocument images() {
        Conv2dSpec conv = new Conv2dSpec(new Image(2, 5, 5), 4, 3, 1, 1);
        Image out = conv.shape().out();
        Pool2dSpec pool = new Pool2dSpec(out, new Pooling2d(2, Pooling2d.By.MAX));
        SConv2dLstmSpec lstm = new SConv2dLstmSpec(pool.out(), 3, 3, null, Reset.ZERO, null);
        Conv2dSpec second = new Conv2dSpec(lstm.out(), 4, 2, 1, 0);
        return Toy.document(
                ReadoutSpec.Kind.MEAN_MEMBRANE,
                1,
                conv,
                new LeakySpec(out, 0.0, Reset.NONE, null),
                pool,
                lstm,
                second,
                new LeakySpec(second.shape().out(), 0.6, Reset.SUBTRACT, null),
                new LinearSpec(4, 5));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anyNumberOfThreadsLearnsTheSame(Case which) throws IOException {
        byte[] one = learn(which, 1, 6);
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(learn(which, threads, 6)).as("%d threads", threads).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRestoredLearnerGoesOnWhereItWas(Case which) throws IOException {
        byte[] half = learn(which, 1, 3);
        try (Learner learner = Learner.create(which.document(), which.options(), 1)) {
            learner.restore(new DataInputStream(new ByteArrayInputStream(half)));
            update(learner, 3, 6);
            assertThat(state(learner)).isEqualTo(learn(which, 1, 6));
        }
    }

    private static byte[] learn(Case which, int threads, int updates) throws IOException {
        LearningOptions options = which.options().withThreads(threads);
        try (Learner learner = Learner.create(which.document(), options, 1)) {
            update(learner, 0, updates);
            return state(learner);
        }
    }

    private static void update(Learner learner, int from, int to) {
        for (int n = from; n < to; n++) {
            List<LabelledSequence> batch = Toy.sequences(21, 50, 5, 3, 30, n);
            learner.update(batch, 0.01);
        }
    }

    private static byte[] state(Learner learner) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        learner.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
