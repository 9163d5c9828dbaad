package org.spikelink.tools.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.errors.InterruptException;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.OutputFormat;
import org.spikelink.connectors.kafka.flink.SinkOptions;
import org.spikelink.connectors.kafka.flink.SourceOptions;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.job.JobFailedException;
import org.spikelink.local.job.LocalJob;
import org.spikelink.operators.BundleOptions;
import org.spikelink.sensors.play.ReplayListener;

/** A {@link Demo} with a broker and a job of its own, both in this process. */
public final class LocalDemo {
    private static final String JOB_NAME = "spikelink-demo";
    static final int PARTITIONS = 4;
    private static final long SEED = 1;
    private static final StepperOptions STEPPER = StepperOptions.DEFAULTS;

    private final Model model;
    private final Optional<Integer> parallelism;
    private final Path scratch;

    /**
     * A demo of a model.
     *
     * @param parallelism of the job; by default the number of cores
     * @param scratch folder for checkpoints, which the caller deletes
     */
    public LocalDemo(Model model, Optional<Integer> parallelism, Path scratch) {
        this.model = model;
        this.parallelism = parallelism;
        this.scratch = scratch;
    }

    /** {@code limit} of the recordings, drawn from all folders; the same each time. */
    public static List<Recording> sample(List<Recording> recordings, int limit) {
        if (limit >= recordings.size()) {
            return recordings;
        }
        List<Recording> shuffled = new ArrayList<>(recordings);
        Collections.shuffle(shuffled, new Random(SEED));
        Map<String, Deque<Recording>> classes = new TreeMap<>();
        for (Recording recording : shuffled) {
            classes.computeIfAbsent(recording.label().orElse(""), label -> new ArrayDeque<>())
                    .add(recording);
        }
        List<Recording> sample = new ArrayList<>(limit);
        while (sample.size() < limit) {
            for (Deque<Recording> left : classes.values()) {
                if (!left.isEmpty() && sample.size() < limit) {
                    sample.add(left.remove());
                }
            }
        }
        return sample;
    }

    /**
     * Starts broker and job, sends all recordings and stops both.
     *
     * @throws SpikelinkException if the broker cannot start, or the job fails
     */
    public DemoReport run(List<Recording> recordings, ReplayListener progress) {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            KafkaCluster kafka = broker.kafka();
            Topics topics = Topics.defaults();
            kafka.createTopics(PARTITIONS, topics);
            try (LocalJob job = LocalJob.start(ModelFile.bytes(model), options(kafka, topics))) {
                return new Demo(model, STEPPER, kafka, topics, progress).run(job, recordings);
            }
        } catch (IOException e) {
            throw new SpikelinkException(e.getMessage(), e);
        } catch (JobFailedException e) {
            throw new SpikelinkException("the job failed: " + e.getMessage(), e);
        } catch (InterruptedException | InterruptException e) {
            throw new SpikelinkException("interrupted", e);
        }
    }

    private ClassifyOptions options(KafkaCluster kafka, Topics topics) {
        return options(kafka, topics, STEPPER, parallelism).withCheckpointsIn(scratch);
    }

    /** A demo's job. */
    static ClassifyOptions options(
            KafkaCluster kafka,
            Topics topics,
            StepperOptions stepper,
            Optional<Integer> parallelism) {
        return new ClassifyOptions(
                JOB_NAME,
                new SourceOptions(kafka, topics.sensors(), JOB_NAME, new StartFrom.Earliest()),
                new SinkOptions(
                        kafka, topics, OutputFormat.PROTOBUF, Delivery.AT_LEAST_ONCE, JOB_NAME),
                stepper,
                BundleOptions.DEFAULTS,
                FlinkOptions.defaults(parallelism));
    }
}
