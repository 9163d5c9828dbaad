package org.spikelink.tools.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.OutputReader;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.OfflineStream;
import org.spikelink.evaluation.Prediction;
import org.spikelink.local.job.JobFailedException;
import org.spikelink.local.job.LocalJob;
import org.spikelink.sensors.play.ReplayListener;
import org.spikelink.sensors.play.ReplayOptions;
import org.spikelink.sensors.play.ReplayResult;
import org.spikelink.sensors.play.SensorPlayer;
import org.spikelink.sensors.play.Speed;

/**
 * Sends recordings through a broker and the job at full speed and compares the outputs with those of {@code
 * evaluate}: a stream is lost if a step or class is missing, and different if one differs in a single bit.
 */
public final class Demo {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Model model;
    private final StepperOptions options;
    private final KafkaCluster kafka;
    private final Topics topics;
    private final ReplayListener progress;

    public Demo(
            Model model,
            StepperOptions options,
            KafkaCluster kafka,
            Topics topics,
            ReplayListener progress) {
        this.model = model;
        this.options = options;
        this.kafka = kafka;
        this.topics = topics;
        this.progress = progress;
    }

    /** Sends all recordings to {@code job} and returns when all outputs are there, or no more come. */
    public DemoReport run(LocalJob job, List<Recording> recordings)
            throws InterruptedException, JobFailedException {
        Map<String, StreamDigest> expected = expected(recordings);
        long steps = expected.values().stream().mapToLong(StreamDigest::steps).sum();
        long classes = expected.values().stream().mapToLong(StreamDigest::classes).sum();
        DemoOutputs outputs = new DemoOutputs();
        try (OutputReader reader =
                new OutputReader(
                        kafka, topics.spikes(), topics.classes(), new StartFrom.Earliest())) {
            new ReadinessProbe(kafka, topics.sensors()).send(model.document().input());
            await(job, reader, outputs, outputs::isReady);
            if (!outputs.isReady()) {
                throw new SpikelinkException(
                        "the job did not start within " + PATIENCE.toSeconds() + " s");
            }
            long startNs = System.nanoTime();
            CompletableFuture<ReplayResult> replay =
                    CompletableFuture.supplyAsync(() -> replay(recordings));
            await(
                    job,
                    reader,
                    outputs,
                    () ->
                            replay.isCompletedExceptionally()
                                    || (outputs.steps() >= steps && outputs.classes() >= classes));
            Duration took = Duration.ofNanos(System.nanoTime() - startNs);
            return report(recordings, expected, outputs, result(replay), took);
        }
    }

    private Map<String, StreamDigest> expected(List<Recording> recordings) {
        PlayOptions play = PlayOptions.of(model.document().input(), CutOptions.DEFAULT_BATCH_US);
        OfflineStream offline =
                new OfflineStream(new StreamStepper(model, options, StepObserver.NONE), play);
        Map<String, StreamDigest> expected = new HashMap<>();
        for (Recording recording : recordings) {
            StreamDigest digest = new StreamDigest();
            offline.run(
                    recording,
                    output -> {
                        if (output instanceof Rejected rejected) {
                            throw new SpikelinkException(
                                    recording.path() + ": " + rejected.error());
                        }
                        digest.add(output);
                    });
            expected.put(recording.name(), digest);
        }
        return expected;
    }

    /** Reads until {@code done}, or until there has been no output for {@link #PATIENCE}. */
    private static void await(
            LocalJob job, OutputReader reader, DemoOutputs outputs, BooleanSupplier done)
            throws InterruptedException, JobFailedException {
        long size = outputs.size();
        long progressNs = System.nanoTime();
        while (!done.getAsBoolean() && System.nanoTime() - progressNs < PATIENCE.toNanos()) {
            reader.read(POLL, outputs);
            if (outputs.size() != size) {
                size = outputs.size();
                progressNs = System.nanoTime();
            }
            if (job.await(Duration.ZERO)) {
                throw new SpikelinkException("the job ended before all recordings were classified");
            }
        }
    }

    private ReplayResult replay(List<Recording> recordings) {
        try {
            PlayOptions play =
                    PlayOptions.of(model.document().input(), CutOptions.DEFAULT_BATCH_US);
            ReplayOptions options =
                    ReplayOptions.of(kafka, topics.sensors(), Speed.MAX)
                            .withPeriod(play.periodUs());
            return new SensorPlayer(options).run(recordings, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SpikelinkException("the replay was interrupted", e);
        }
    }

    private static ReplayResult result(CompletableFuture<ReplayResult> replay) {
        try {
            return replay.join();
        } catch (CompletionException e) {
            throw new SpikelinkException("the replay failed: " + e.getCause().getMessage(), e);
        }
    }

    private DemoReport report(
            List<Recording> recordings,
            Map<String, StreamDigest> expected,
            DemoOutputs outputs,
            ReplayResult replay,
            Duration took) {
        ConfusionMatrix matrix = new ConfusionMatrix(model.document().labels());
        int lost = 0;
        int different = 0;
        for (Recording recording : recordings) {
            StreamDigest wanted = expected.get(recording.name());
            StreamDigest got = outputs.stream(recording.name());
            matrix.add(prediction(recording, got));
            boolean isLost = got.steps() < wanted.steps() || got.classes() < wanted.classes();
            lost += isLost ? 1 : 0;
            different += !isLost && !got.sameAs(wanted) ? 1 : 0;
        }
        return new DemoReport(
                matrix,
                lost,
                different,
                replay.batches(),
                replay.events(),
                outputs.steps(),
                took,
                outputs.latencyMs());
    }

    private Prediction prediction(Recording recording, StreamDigest got) {
        int predicted = got.predicted();
        String label = predicted < 0 ? "" : model.document().labels().get(predicted);
        return new Prediction(recording, recording.label(), predicted, label, 0, new float[0], 0);
    }
}
