package org.spikelink.connectors.kafka.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // nothing interrupts these
class AccountedCommitterTest {
    @Test
    void onlyWhatTheBrokersHaveNotCommittedCountsAsFailed() throws Exception {
        Request committed = new Request("committed");
        Request aborted = new Request("aborted");
        try (Committer<KafkaCommittable> committer =
                new AccountedCommitter(
                        new Fenced(), tx -> tx.getTransactionalId().equals("committed"))) {
            committer.commit(List.of(committed, aborted));
        }

        assertThat(committed.signals).containsExactly("already committed");
        assertThat(aborted.signals).containsExactly("failed: fenced");
    }

    @Test
    void everythingElseReachesFlinkUnchanged() throws Exception {
        Request request = new Request("any");
        Committer<KafkaCommittable> others =
                new Committer<>() {
                    @Override
                    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
                        for (CommitRequest<KafkaCommittable> passed : requests) {
                            assertThat(passed.getCommittable().getTransactionalId())
                                    .isEqualTo("any");
                            assertThat(passed.getNumberOfRetries()).isEqualTo(3);
                            passed.retryLater();
                            passed.updateAndRetryLater(passed.getCommittable());
                            passed.signalAlreadyCommitted();
                            passed.signalFailedWithUnknownReason(new IllegalStateException("?"));
                        }
                    }

                    @Override
                    public void close() {}
                };
        try (Committer<KafkaCommittable> committer = new AccountedCommitter(others, tx -> true)) {
            committer.commit(List.of(request));
        }

        assertThat(request.signals)
                .containsExactly(
                        "retry", "update and retry", "already committed", "failed, unknown: ?");
    }

    /** As Flink's committer where the broker rejects its producer. */
    private static final class Fenced implements Committer<KafkaCommittable> {
        @Override
        public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
            requests.forEach(
                    request ->
                            request.signalFailedWithKnownReason(
                                    new ProducerFencedException("fenced")));
        }

        @Override
        public void close() {}
    }

    private static final class Request implements CommitRequest<KafkaCommittable> {
        private final KafkaCommittable committable;
        private final List<String> signals = new ArrayList<>();

        Request(String transactionalId) {
            this.committable = new KafkaCommittable(1, (short) 0, transactionalId, null);
        }

        @Override
        public KafkaCommittable getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return 3;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            signals.add("failed: " + reason.getMessage());
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            signals.add("failed, unknown: " + reason.getMessage());
        }

        @Override
        public void retryLater() {
            signals.add("retry");
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable updated) {
            signals.add("update and retry");
        }

        @Override
        public void signalAlreadyCommitted() {
            signals.add("already committed");
        }
    }
}
