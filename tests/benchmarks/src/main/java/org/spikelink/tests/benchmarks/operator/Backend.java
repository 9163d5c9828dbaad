package org.spikelink.tests.benchmarks.operator;

import java.util.Locale;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.spikelink.classify.FlinkSettings;

/** Where streams' states live. */
enum Backend {
    HEAP {
        @Override
        StateBackend create() {
            return new HashMapStateBackend();
        }
    },
    ROCKSDB {
        @Override
        StateBackend create() {
            return new EmbeddedRocksDBStateBackend(true)
                    .configure(FlinkSettings.rocksDb(), Backend.class.getClassLoader());
        }
    };

    abstract StateBackend create();

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
