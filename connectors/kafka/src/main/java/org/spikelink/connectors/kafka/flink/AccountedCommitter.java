package org.spikelink.connectors.kafka.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.core.log.LogLine;

/**
 * Tells transactions whose outputs are lost from transactions that an earlier attempt has already committed. A restored
 * committer commits its transactions a second time. A broker with {@code transaction.version} 2 rejects that in the
 * same way as the commit of a transaction that it has aborted, and Flink's committer counts both as failed. Here the
 * former count as {@code alreadyCommittedCommittables}, and only the latter as {@code failedCommittables}.
 */
@SuppressWarnings("try") // Flink closes it, and may be interrupted
final class AccountedCommitter implements Committer<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(AccountedCommitter.class);

    private final Committer<KafkaCommittable> committer;
    private final Predicate<KafkaCommittable> isCommitted;

    /**
     * A committer.
     *
     * @param isCommitted whether the brokers have committed a transaction
     */
    AccountedCommitter(
            Committer<KafkaCommittable> committer, Predicate<KafkaCommittable> isCommitted) {
        this.committer = committer;
        this.isCommitted = isCommitted;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
            throws IOException, InterruptedException {
        List<CommitRequest<KafkaCommittable>> accounted = new ArrayList<>();
        for (CommitRequest<KafkaCommittable> request : requests) {
            accounted.add(new Accounted(request));
        }
        committer.commit(accounted);
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    private final class Accounted implements CommitRequest<KafkaCommittable> {
        private final CommitRequest<KafkaCommittable> request;

        Accounted(CommitRequest<KafkaCommittable> request) {
            this.request = request;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            String id = getCommittable().getTransactionalId();
            if (isCommitted.test(getCommittable())) {
                LOG.info("{}", LogLine.of("committed_before").with("transaction", id));
                request.signalAlreadyCommitted();
            } else {
                LOG.error(
                        "{}",
                        LogLine.of("outputs_lost")
                                .with("transaction", id)
                                .with("error", reason.getMessage()));
                request.signalFailedWithKnownReason(reason);
            }
        }

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            request.signalFailedWithUnknownReason(reason);
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
