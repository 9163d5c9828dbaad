package org.spikelink.tests.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class SensorBatchFuzzTest {
    static Stream<byte[]> seeds() {
        return Reader.SENSOR_BATCH.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void readsOrRejects(byte[] content) {
        Reader.SENSOR_BATCH.read(content);
    }
}
