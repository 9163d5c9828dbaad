package org.spikelink.tests.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class NpySeriesFuzzTest {
    static Stream<byte[]> seeds() {
        return Reader.NPY_SERIES.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void readsOrRejects(byte[] content) {
        Reader.NPY_SERIES.read(content);
    }
}
