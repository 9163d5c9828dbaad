package org.spikelink.jobs.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.spikelink.connectors.kafka.StartFrom;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.connectors.recordings.CutOptions;
import org.spikelink.connectors.recordings.PlayOptions;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.connectors.recordings.evaluate.OfflineStream;
import org.spikelink.connectors.recordings.evaluate.Prediction;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.jobs.local.JobFailedException;
import org.spikelink.jobs.local.LocalJob;
import org.spikelink.jobs.outputs.OutputReader;
import org.spikelink.jobs.replay.ReplayListener;
import org.spikelink.jobs.replay.ReplayOptions;
import org.spikelink.jobs.replay.ReplayResult;
import org.spikelink.jobs.replay.Replayer;
import org.spikelink.jobs.replay.Speed;

/**
 * Recordings through a broker and the job at full speed, and what came back compared with what the same recordings give
 * offline: a stream is lost if a step or class of it is missing, and wrong if one differs in a single bit.
 */
public final class Demo {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Model model;
    private final StepperOptions options;
    private final String bootstrapServers;
    private final Topics topics;
    private final ReplayListener progress;

    public Demo(
            Model model,
            StepperOptions options,
            String bootstrapServers,
            Topics topics,
            ReplayListener progress) {
        this.model = model;
        this.options = options;
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.progress = progress;
    }

    /** Runs all recordings through {@code job}, which reads and writes this demo's topics; ends by itself. */
    public DemoReport run(LocalJob job, List<Recording> recordings)
            throws InterruptedException, JobFailedException {
        Map<String, StreamDigest> expected = expected(recordings);
        long steps = expected.values().stream().mapToLong(StreamDigest::steps).sum();
        long classes = expected.values().stream().mapToLong(StreamDigest::classes).sum();
        DemoOutputs outputs = new DemoOutputs();
        try (OutputReader reader =
                new OutputReader(
                        bootstrapServers,
                        topics.spikes(),
                        topics.classes(),
                        new StartFrom.Earliest(),
                        new Properties())) {
            new ReadinessProbe(bootstrapServers, topics.sensors()).send(model.document().input());
            await(job, reader, outputs, outputs::isReady);
            if (!outputs.isReady()) {
                throw new CommandException(
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
                            throw new CommandException(recording.path() + ": " + rejected.error());
                        }
                        digest.add(output);
                    });
            expected.put(recording.name(), digest);
        }
        return expected;
    }

    /** Reads until done, or until nothing has come for a while. */
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
                throw new CommandException("the job ended before all recordings were through");
            }
        }
    }

    private ReplayResult replay(List<Recording> recordings) {
        try {
            PlayOptions play =
                    PlayOptions.of(model.document().input(), CutOptions.DEFAULT_BATCH_US);
            ReplayOptions options =
                    ReplayOptions.of(bootstrapServers, topics.sensors(), Speed.MAX)
                            .withPeriod(play.periodUs());
            return new Replayer(options).run(recordings, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("the replay was interrupted", e);
        }
    }

    private static ReplayResult result(CompletableFuture<ReplayResult> replay) {
        try {
            return replay.join();
        } catch (CompletionException e) {
            throw new CommandException("the replay failed: " + e.getCause().getMessage(), e);
        }
    }

    private DemoReport report(
            List<Recording> recordings,
            Map<String, StreamDigest> expected,
            DemoOutputs outputs,
            ReplayResult replay,
            Duration took) {
        Evaluation evaluation = new Evaluation(model.document().labels());
        int lost = 0;
        int different = 0;
        for (Recording recording : recordings) {
            StreamDigest wanted = expected.get(recording.name());
            StreamDigest got = outputs.stream(recording.name());
            evaluation.add(prediction(recording, got));
            boolean isLost = got.steps() < wanted.steps() || got.classes() < wanted.classes();
            lost += isLost ? 1 : 0;
            different += !isLost && !got.sameAs(wanted) ? 1 : 0;
        }
        return new DemoReport(
                evaluation,
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
