package org.spikelink.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Incoming;

class SpikelinkSourceTest {
    private static final TypeInformation<Incoming> TYPE = TypeInformation.of(Incoming.class);

    @Test
    void looksForPartitionsEachMinuteAndCommitsWithCheckpoints() {
        assertThat(SpikelinkSource.properties(options(new StartFrom.Earliest(), new Properties())))
                .containsEntry("partition.discovery.interval.ms", "60000")
                .containsEntry("commit.offsets.on.checkpoint", "true");
    }

    @Test
    void extraPropertiesWinOverDefaults() {
        Properties extra = new Properties();
        extra.setProperty("partition.discovery.interval.ms", "5000");
        extra.setProperty("isolation.level", "read_committed");

        assertThat(SpikelinkSource.properties(options(new StartFrom.Latest(), extra)))
                .containsEntry("partition.discovery.interval.ms", "5000")
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void everyStartBuildsAnUnboundedSourceThatCanBeShipped() throws Exception {
        for (String start : new String[] {"earliest", "latest", "committed", "1700000000000"}) {
            var source =
                    SpikelinkSource.of(options(StartFrom.parse(start), new Properties()), TYPE);

            assertThat(source.getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
            assertThat(((ResultTypeQueryable<?>) InstantiationUtil.clone(source)).getProducedType())
                    .isEqualTo(TYPE);
        }
    }

    @Test
    void blankNamesAreRefused() {
        assertThatThrownBy(
                        () ->
                                new SourceOptions(
                                        "b:1", "t", " ", new StartFrom.Latest(), new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("group id must not be empty (got \" \")");
    }

    private static SourceOptions options(StartFrom startFrom, Properties extra) {
        return new SourceOptions("127.0.0.1:9092", "spikelink.sensors", "group", startFrom, extra);
    }
}
