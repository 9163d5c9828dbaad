package org.spikelink.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class SpikelinkSinkTest {
    @Test
    void writesAreAcknowledgedByAllAndIdempotentWhateverElseIsAsked() {
        Properties extra = new Properties();
        extra.setProperty("acks", "0");
        extra.setProperty("linger.ms", "5");

        assertThat(SpikelinkSink.properties(options(Delivery.AT_LEAST_ONCE, "job", extra)))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("linger.ms", "5");
    }

    @Test
    void transactionsOutliveAQuarterOfAnHourAndAreNamedAfterTheJob() {
        SinkOptions options = options(Delivery.EXACTLY_ONCE, "nmnist", new Properties());

        assertThat(SpikelinkSink.properties(options))
                .containsEntry("transaction.timeout.ms", "900000")
                .containsEntry("linger.ms", "2");
        assertThat(SpikelinkSink.transactionalIdPrefix(options)).isEqualTo("spikelink-nmnist");
    }

    @Test
    void everyDeliveryBuildsASinkThatCanBeShipped() throws Exception {
        for (Delivery delivery : Delivery.values()) {
            var sink = SpikelinkSink.of(options(delivery, "job", new Properties()));

            assertThat(InstantiationUtil.clone(sink)).isNotNull();
        }
    }

    @Test
    void aJobWithoutNameIsRefused() {
        assertThatThrownBy(() -> options(Delivery.EXACTLY_ONCE, "", new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("job name must not be empty (got \"\")");
    }

    private static SinkOptions options(Delivery delivery, String jobName, Properties extra) {
        return new SinkOptions(
                "127.0.0.1:9092",
                Topics.defaults(),
                OutputFormat.PROTOBUF,
                delivery,
                jobName,
                extra);
    }
}
