package org.spikelink.connectors.kafka.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;

class SpikelinkSinkTest {
    @Test
    void writesAreAcknowledgedByAllAndIdempotentWhateverElseIsAsked() {
        Map<String, String> extra = Map.of("acks", "0", "linger.ms", "5");

        assertThat(SpikelinkSink.properties(options(Delivery.AT_LEAST_ONCE, "job", extra)))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("linger.ms", "5");
    }

    @Test
    void outputsWithoutATransactionAreNeverGivenUpWhileLaterOnesAreSent() {
        assertThat(SpikelinkSink.properties(options(Delivery.AT_LEAST_ONCE, "job", Map.of())))
                .containsEntry("delivery.timeout.ms", "2147483647");
        assertThat(SpikelinkSink.properties(options(Delivery.EXACTLY_ONCE, "job", Map.of())))
                .doesNotContainKey("delivery.timeout.ms");
        Map<String, String> own = Map.of("delivery.timeout.ms", "60000");
        assertThat(SpikelinkSink.properties(options(Delivery.AT_LEAST_ONCE, "job", own)))
                .containsEntry("delivery.timeout.ms", "60000");
    }

    @Test
    void transactionsOutliveAQuarterOfAnHourAndAreNamedAfterTheJob() {
        SinkOptions options = options(Delivery.EXACTLY_ONCE, "nmnist", Map.of());

        assertThat(SpikelinkSink.properties(options))
                .containsEntry("transaction.timeout.ms", "900000")
                .containsEntry("linger.ms", "2");
        assertThat(SpikelinkSink.transactionalIdPrefix(options)).isEqualTo("spikelink-nmnist");
    }

    @Test
    void everyDeliveryBuildsASinkThatCanBeShipped() throws Exception {
        for (Delivery delivery : Delivery.values()) {
            var sink = SpikelinkSink.of(options(delivery, "job", Map.of()));

            assertThat(InstantiationUtil.clone(sink)).isNotNull();
        }
    }

    @Test
    void aJobWithoutNameIsRejected() {
        assertThatThrownBy(() -> options(Delivery.EXACTLY_ONCE, "", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("job name must not be empty (got \"\")");
    }

    private static SinkOptions options(
            Delivery delivery, String jobName, Map<String, String> extra) {
        return new SinkOptions(
                new KafkaCluster("127.0.0.1:9092", extra),
                Topics.defaults(),
                OutputFormat.PROTOBUF,
                delivery,
                jobName);
    }
}
