package org.spikelink.tests.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class RosbagFuzzTest {
    static Stream<byte[]> seeds() {
        return Reader.ROSBAG.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void readsOrRejects(byte[] content) {
        Reader.ROSBAG.read(content);
    }
}
