package org.spikelink.tests.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.tools.demo.Gestures;

/**
 * What sensors have sent to a topic.
 *
 * @param batches of each stream in their order
 */
record SentBatches(List<SensorBatch> batches) {

    /** What the topic of sensors holds by now. */
    static SentBatches of(String bootstrapServers) {
        List<SensorBatch> batches = new ArrayList<>();
        try (TopicReader reader =
                new TopicReader(
                        bootstrapServers,
                        IsolationLevel.READ_COMMITTED,
                        Topics.defaults().sensors())) {
            do {
                reader.poll().forEach(sent -> batches.add(batch(sent)));
            } while (!reader.isAtEnd());
        }
        return new SentBatches(batches);
    }

    private static SensorBatch batch(ConsumerRecord<byte[], byte[]> sent) {
        Origin origin = new Origin(sent.topic(), sent.partition(), sent.offset(), sent.timestamp());
        return (SensorBatch) SensorBatchDecoder.decode(sent.key(), sent.value(), origin);
    }

    /** What a job with the shipped model must write of them. */
    Outputs stepped() {
        StreamStepper stepper =
                new StreamStepper(Gestures.model(), StepperOptions.DEFAULTS, StepObserver.NONE);
        Map<String, StreamState> states = new HashMap<>();
        Outputs outputs = new Outputs();
        for (SensorBatch batch : batches) {
            states.put(batch.stream(), stepper.advance(states.get(batch.stream()), batch, outputs));
        }
        return outputs;
    }
}
