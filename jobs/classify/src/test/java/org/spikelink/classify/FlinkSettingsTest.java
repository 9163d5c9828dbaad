package org.spikelink.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.api.Test;

class FlinkSettingsTest {
    /** The job jar cannot name these options by Flink's classes, which a cluster without RocksDB lacks. */
    @Test
    void rocksDbGetsItsSettings() {
        Configuration rocksDb = FlinkSettings.rocksDb();
        assertThat(rocksDb.get(RocksDBConfigurableOptions.USE_BLOOM_FILTER)).isTrue();
        assertThat(rocksDb.get(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS)).isTrue();
        assertThat(rocksDb.keySet()).hasSize(2);
    }
}
