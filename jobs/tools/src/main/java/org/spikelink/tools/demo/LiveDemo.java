package org.spikelink.tools.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.job.JobFailedException;
import org.spikelink.local.job.LocalJob;
import org.spikelink.sensors.play.ReplayListener;
import org.spikelink.sensors.play.ReplayOptions;
import org.spikelink.sensors.play.SensorPlayer;
import org.spikelink.sensors.play.Speed;

/** A broker, a job that reports all spikes, and recordings that are replayed at sensor speed in a loop, in this process. */
public final class LiveDemo {
    private static final StepperOptions STEPPER =
            StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);
    private static final Duration CHECK_EVERY = Duration.ofMillis(500);

    private final Model model;
    private final Optional<Integer> parallelism;
    private final Path scratch;

    /**
     * A demo of a model.
     *
     * @param parallelism of the job; by default the number of cores
     * @param scratch folder for checkpoints, which the caller deletes
     */
    public LiveDemo(Model model, Optional<Integer> parallelism, Path scratch) {
        this.model = model;
        this.parallelism = parallelism;
        this.scratch = scratch;
    }

    /**
     * Starts all of it and replays until this thread is interrupted.
     *
     * @param started receives the broker before the first recording is sent
     * @throws SpikelinkException if the broker cannot start, or the job fails
     */
    public void run(List<Recording> recordings, Consumer<KafkaCluster> started) {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            KafkaCluster kafka = broker.kafka();
            Topics topics = Topics.defaults();
            kafka.createTopics(LocalDemo.PARTITIONS, topics);
            try (LocalJob job =
                    LocalJob.start(
                            ModelFile.bytes(model),
                            LocalDemo.options(kafka, topics, STEPPER, parallelism)
                                    .withCheckpointsIn(scratch))) {
                started.accept(kafka);
                replay(player(kafka, topics), recordings, job);
            }
        } catch (IOException e) {
            throw new SpikelinkException(e.getMessage(), e);
        } catch (JobFailedException e) {
            throw new SpikelinkException("the job failed: " + e.getMessage(), e);
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt(); // This is how it ends.
        }
    }

    private SensorPlayer player(KafkaCluster kafka, Topics topics) {
        PlayOptions play = PlayOptions.of(model.document().input(), CutOptions.DEFAULT_BATCH_US);
        return new SensorPlayer(
                ReplayOptions.of(kafka, topics.sensors(), Speed.SENSOR)
                        .withPeriod(play.periodUs())
                        .looping());
    }

    /** Replays in a thread of its own, so that a job that fails is noticed. */
    private static void replay(SensorPlayer player, List<Recording> recordings, LocalJob job)
            throws InterruptedException, JobFailedException {
        CompletableFuture<Void> replay =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                player.run(recordings, ReplayListener.NONE);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        try {
            while (!replay.isDone()) {
                if (job.await(CHECK_EVERY)) {
                    throw new SpikelinkException("the job ended while sensors were sending");
                }
            }
            replay.join();
        } finally {
            player.cancel();
        }
    }
}
