package org.spikelink.connectors.kafka.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.core.record.Incoming;

class SpikelinkSourceTest {
    private static final TypeInformation<Incoming> TYPE = TypeInformation.of(Incoming.class);

    @Test
    void looksForPartitionsEachMinuteAndCommitsWithCheckpoints() {
        assertThat(SpikelinkSource.properties(options(new StartFrom.Earliest(), Map.of())))
                .containsEntry("partition.discovery.interval.ms", "60000")
                .containsEntry("commit.offsets.on.checkpoint", "true");
    }

    @Test
    void extraPropertiesWinOverDefaults() {
        Map<String, String> extra =
                Map.of(
                        "partition.discovery.interval.ms", "5000",
                        "isolation.level", "read_uncommitted");

        assertThat(SpikelinkSource.properties(options(new StartFrom.Latest(), extra)))
                .containsEntry("partition.discovery.interval.ms", "5000")
                .containsEntry("isolation.level", "read_uncommitted");
    }

    @Test
    void everyStartBuildsAnUnboundedSourceThatCanBeShipped() throws Exception {
        for (String start : new String[] {"earliest", "latest", "committed", "1700000000000"}) {
            var source = SpikelinkSource.of(options(StartFrom.parse(start), Map.of()), TYPE, "job");

            assertThat(source.getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
            assertThat(((ResultTypeQueryable<?>) InstantiationUtil.clone(source)).getProducedType())
                    .isEqualTo(TYPE);
        }
    }

    @Test
    void blankNamesAreRejected() {
        assertThatThrownBy(
                        () ->
                                new SourceOptions(
                                        KafkaCluster.at("b:1"), "t", " ", new StartFrom.Latest()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("group id must not be empty (got \" \")");
    }

    private static SourceOptions options(StartFrom startFrom, Map<String, String> extra) {
        return new SourceOptions(
                new KafkaCluster("127.0.0.1:9092", extra), "spikelink.sensors", "group", startFrom);
    }
}
