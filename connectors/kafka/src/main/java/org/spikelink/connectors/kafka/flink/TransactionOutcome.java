package org.spikelink.connectors.kafka.flink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.core.log.LogLine;

/**
 * What the brokers know of a transaction.
 *
 * @param kafka cluster of the transactions
 */
record TransactionOutcome(KafkaCluster kafka) {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionOutcome.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Whether the brokers have committed the transaction; false where they do not say so. */
    boolean isCommitted(KafkaCommittable transaction) {
        String id = transaction.getTransactionalId();
        try (Admin admin = kafka.admin(REQUEST_TIMEOUT)) {
            return isCommitted(
                    transaction,
                    admin.describeTransactions(List.of(id))
                            .description(id)
                            .get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.warn(
                    "{}",
                    LogLine.of("transaction_unknown")
                            .with("transaction", id)
                            .with("error", e.toString()));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Since {@code transaction.version} 2 the end of a transaction raises the producer's epoch by one. */
    private static boolean isCommitted(
            KafkaCommittable transaction, TransactionDescription latest) {
        int endings = latest.producerEpoch() - transaction.getEpoch();
        return latest.producerId() == transaction.getProducerId()
                && (endings == 0 || endings == 1)
                && (latest.state() == TransactionState.COMPLETE_COMMIT
                        || latest.state() == TransactionState.PREPARE_COMMIT);
    }
}
