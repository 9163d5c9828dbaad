package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.network.ThresholdSpec;
import org.spikelink.trainer.network.ThresholdSpec.Learning;
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

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void anyNumberOfThreadsLearnsTheSame(int threads) throws IOException {
        assertThat(learn(OPTIONS.withThreads(threads), 6))
                .isEqualTo(learn(OPTIONS.withThreads(1), 6));
    }

    @Test
    void aRestoredLearnerGoesOnWhereItWas() throws IOException {
        byte[] half = learn(OPTIONS, 3);
        try (Learner learner = Learner.create(DOCUMENT, OPTIONS, 1)) {
            learner.restore(new DataInputStream(new ByteArrayInputStream(half)));
            update(learner, 3, 6);
            assertThat(state(learner)).isEqualTo(learn(OPTIONS, 6));
        }
    }

    private static byte[] learn(LearningOptions options, int updates) throws IOException {
        try (Learner learner = Learner.create(DOCUMENT, options, 1)) {
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
