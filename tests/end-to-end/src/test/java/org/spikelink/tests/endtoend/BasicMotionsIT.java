package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.evaluation.Prediction;
import org.spikelink.evaluation.RecordingEvaluator;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.job.LocalJob;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.NormalizationKind;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;

/**
 * Motions of a wrist, six channels of samples, learned by the trainer; others of them through Kafka and the job:
 * every bit is the one that the stepper gives offline, every class the one that {@code evaluate} tells.
 */
final class BasicMotionsIT {
    private static final String SENSORS = "motions.sensors";
    private static final long PERIOD_US = 100_000;
    private static final int EPOCHS = 40;
    private static final int BATCH = 10;
    private static final long SEED = 1;
    private static final StepperOptions ALL_SPIKES =
            StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);

    @Test
    void samplesOnKafkaAreClassifiedAsEvaluateDoes(@TempDir Path checkpoints) throws Exception {
        Model model = trained(SharedData.path("data/timeseries/BasicMotions_TRAIN.ts"));
        List<Recording> motions =
                RecordingFiles.find(SharedData.path("data/timeseries/BasicMotions_TEST.ts"))
                        .recordings();
        Workload workload =
                Workload.of(motions, new PlayOptions(Workload.SESSION, 700_000, PERIOD_US));
        Outputs expected = workload.expected(model, ALL_SPIKES);
        Outputs outputs = throughKafka(model, workload, expected, checkpoints);

        assertThat(outputs.steps()).isEqualTo(expected.steps());
        assertThat(outputs.classes()).isEqualTo(expected.classes()).hasSize(motions.size());
        int correct = 0;
        for (Recording motion : motions) {
            Prediction prediction = evaluated(model, motion);
            assertThat(label(outputs, motion)).isEqualTo(prediction.predictedLabel());
            correct += prediction.isCorrect() ? 1 : 0;
        }
        assertThat(correct).as("correct predictions of %d", motions.size()).isGreaterThan(35);
    }

    private static Outputs throughKafka(
            Model model, Workload workload, Outputs expected, Path checkpoints) throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            JobRun run =
                    new JobRun(
                            "motions", SENSORS, 2, 64, StateBackend.HEAP, Delivery.AT_LEAST_ONCE);
            var topics = run.topics();
            broker.kafka()
                    .createTopics(2, SENSORS, topics.spikes(), topics.classes(), topics.rejected());
            kafka.send(SENSORS, workload.batches());
            var options =
                    run.options(
                            broker.bootstrapServers(), ALL_SPIKES, checkpoints, Optional.empty());
            try (LocalJob job = LocalJob.start(ModelFile.bytes(model), options)) {
                Outputs outputs = kafka.read(topics, expected.stepCount(), expected.classCount());
                assertThat(job.isRunning()).isTrue();
                return outputs;
            }
        }
    }

    private static Prediction evaluated(Model model, Recording motion) {
        return new RecordingEvaluator(model, StepperOptions.DEFAULTS, 10_000).evaluate(motion);
    }

    private static String label(Outputs outputs, Recording motion) {
        return outputs.classifications().stream()
                .filter(found -> found.stream().equals(motion.name()))
                .map(Classification::label)
                .reduce((first, second) -> first + " and " + second)
                .orElse("nothing");
    }

    private static Model trained(Path training) {
        DataSet data = DataSet.load(training);
        ModelDocument document = document(data);
        List<LabelledSequence> sequences =
                new ArrayList<>(
                        data.examples(document.input(), document.decision()).stream()
                                .map(Example::sequence)
                                .toList());
        Random order = new Random(SEED);
        LearningOptions options =
                LearningOptions.DEFAULTS.withLosses(List.of(LossTerm.of(LossKind.CE_COUNT)));
        try (Learner learner = Learner.create(document, options, SEED)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                Collections.shuffle(sequences, order);
                for (int at = 0; at < sequences.size(); at += BATCH) {
                    int end = Math.min(sequences.size(), at + BATCH);
                    learner.update(sequences.subList(at, end), 0.005);
                }
            }
            return ModelFile.of(document, learner.tensors());
        }
    }

    private static ModelDocument document(DataSet data) {
        InputSpec.Samples input =
                new InputSpec.Samples(
                        data.channels(),
                        PERIOD_US,
                        new Pooling(2, Pooling.By.MEAN),
                        Normalization.NONE,
                        new EncoderSpec.Direct());
        return new ModelDocument(
                "motions",
                "1",
                data.labels(),
                input.with(data.normalization(NormalizationKind.STANDARD, input, data.all())),
                List.of(slstm(data.channels(), 32), slstm(32, data.labels().size())),
                new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                new DecisionSpec(data.longest() / 2, data.longest() / 2, true),
                null);
    }

    private static LayerSpec slstm(int inputs, int hidden) {
        return new SlstmSpec(inputs, hidden, Reset.NONE, false, null, false, null);
    }
}
