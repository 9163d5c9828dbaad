package org.spikelink.tests.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class NpzSeriesFuzzTest {
    static Stream<byte[]> seeds() {
        return Reader.NPZ_SERIES.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void readsOrRejects(byte[] content) {
        Reader.NPZ_SERIES.read(content);
    }
}
