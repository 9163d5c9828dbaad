package org.spikelink.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.optimizer.Schedule;

class CheckpointFileTest {
    @TempDir Path folder;

    @Test
    void anOptionThatAnOlderProgramDidNotKnowCountsAsNotGiven() {
        ModelDocument document = Toy.spiking(4, 3, 2);
        LearningOptions options = LearningOptions.DEFAULTS.withLosses(Toy.lossesFor(document));
        TrainingPlan plan = new TrainingPlan(1, 1, 0.001, Schedule.Shape.CONSTANT, 0, 1, 0, 1, 1);
        Path file = folder.resolve("m.checkpoint");
        try (Learner learner = Learner.create(document, options, 1);
                Learner other = Learner.create(document, options, 2)) {
            new CheckpointFile(file, Map.of("clip", "1.0"))
                    .write(new TrainingState(learner, plan, "2026-01-31"));
            TrainingState resumed = new TrainingState(other, plan, "2026-02-01");

            assertThatThrownBy(
                            () ->
                                    new CheckpointFile(file, Map.of("clip", "1.0", "new", "5"))
                                            .read(resumed))
                    .hasMessageContaining("new must be null, as when the training started (got 5)");
            new CheckpointFile(file, Map.of("clip", "1.0", "new", "null")).read(resumed);

            assertThat(resumed.began).isEqualTo("2026-01-31");
            assertThat(other.tensors()).usingRecursiveComparison().isEqualTo(learner.tensors());
        }
    }
}
