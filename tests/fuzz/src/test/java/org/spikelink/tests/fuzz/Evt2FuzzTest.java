package org.spikelink.tests.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class Evt2FuzzTest {
    static Stream<byte[]> seeds() {
        return Reader.EVT2.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void readsOrRejects(byte[] content) {
        Reader.EVT2.read(content);
    }
}
