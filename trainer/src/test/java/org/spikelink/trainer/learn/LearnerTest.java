package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;

final class LearnerTest {
    @Test
    void learnsToTellClassesApart() {
        ModelDocument document = Toy.spiking(24, 32, 3);
        List<LabelledSequence> batch = Toy.sequences(48, 24, 3, 8, 20, 1);
        try (Learner learner = Learner.create(document, LearningOptions.DEFAULTS, 7)) {
            double first = learner.measure(batch).loss();
            for (int n = 0; n < 60; n++) {
                learner.update(batch, 0.01);
            }
            UpdateResult last = learner.measure(batch);
            assertThat(last.loss()).isLessThan(first);
            assertThat(last.labelled()).isEqualTo(48);
            assertThat(last.right()).isGreaterThanOrEqualTo(46);
            assertThat(Model.of(document, learner.tensors()).weights()).hasSize(2);
        }
    }
}
