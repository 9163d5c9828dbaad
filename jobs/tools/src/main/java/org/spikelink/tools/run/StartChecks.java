package org.spikelink.tools.run;

import java.util.List;
import java.util.Set;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.Partitions;
import org.spikelink.core.error.SpikelinkException;

/**
 * Checks of topics and job name before a job is submitted.
 *
 * @param options of the job
 * @param parallelism of the job
 * @param createTopics whether to create missing topics
 */
public record StartChecks(ClassifyOptions options, int parallelism, boolean createTopics) {
    /**
     * Checks that all topics exist, or creates them, and that no job with this name is running.
     *
     * @param slow called if the check of the name takes some seconds
     * @throws SpikelinkException if a topic is missing, or a job with this name is running
     */
    public void run(BrokerWatch broker, Runnable slow) throws InterruptedException {
        checkTopics(broker);
        options.nameOnKafka().checkFree(slow);
    }

    private void checkTopics(BrokerWatch broker) throws InterruptedException {
        List<String> topics = options.topics();
        if (!createTopics) {
            broker.requireTopics(topics, "--create-topics creates it");
            return;
        }
        Set<String> missing = broker.missingTopics(topics);
        if (!missing.isEmpty()) {
            broker.createTopics(missing, Math.max(Partitions.DEFAULT, parallelism));
        }
    }
}
