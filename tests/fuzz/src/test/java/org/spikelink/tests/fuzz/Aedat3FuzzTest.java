package org.spikelink.tests.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class Aedat3FuzzTest {
    static Stream<byte[]> seeds() {
        return Reader.AEDAT3.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void readsOrRejects(byte[] content) {
        Reader.AEDAT3.read(content);
    }
}
