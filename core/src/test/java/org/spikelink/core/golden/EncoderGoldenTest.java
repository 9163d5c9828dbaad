package org.spikelink.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.fixture.SampleFrames;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.Tensor;

/** Delta and latency codes as snnTorch makes them, spike by spike. */
final class EncoderGoldenTest {
    private static final GoldenFile FILE =
            GoldenFile.read(GoldenFile.folder().resolve("encoders.safetensors"));

    static Stream<String> deltas() {
        return FILE.metadata().keySet().stream().filter(n -> n.startsWith("delta")).sorted();
    }

    static Stream<String> latencies() {
        return FILE.metadata().keySet().stream().filter(n -> n.startsWith("latency")).sorted();
    }

    @ParameterizedTest
    @MethodSource("deltas")
    void deltaSpikesAreThoseOfSnnTorch(String name) throws IOException {
        JsonNode arguments = arguments(name);
        EncoderSpec spec =
                new EncoderSpec.Delta(
                        arguments.path("threshold").asDouble(0.1),
                        arguments.path("padding").asBoolean(false),
                        arguments.path("off_spike").asBoolean(false));
        Tensor series = FILE.tensor("series"); // [T][B][N]
        int steps = series.shape()[0];
        int inputs = series.shape()[2];
        for (int b = 0; b < series.shape()[1]; b++) {
            float[] values = new float[steps * inputs];
            for (int t = 0; t < steps; t++) {
                System.arraycopy(series.values(), at(series, t, b), values, t * inputs, inputs);
            }
            check(name, b, SampleFrames.of(SampleFrames.input(inputs, spec), values));
        }
    }

    @ParameterizedTest
    @MethodSource("latencies")
    void latencySpikesAreThoseOfSnnTorch(String name) throws IOException {
        EncoderSpec spec = latency(arguments(name));
        Tensor frame = FILE.tensor("frame"); // [B][N]
        int inputs = frame.shape()[1];
        for (int b = 0; b < frame.shape()[0]; b++) {
            float[] values = new float[inputs];
            System.arraycopy(frame.values(), b * inputs, values, 0, inputs);
            check(name, b, SampleFrames.of(SampleFrames.input(inputs, spec), values));
        }
    }

    /** snnTorch stretches by the largest time of its data, which is a constant here. */
    private static EncoderSpec latency(JsonNode arguments) {
        double threshold = arguments.path("threshold").asDouble(0.01);
        double tau = arguments.path("tau").asDouble(1);
        double largest = 0;
        for (float value : FILE.values("frame")) {
            double x = Math.max(value, threshold + 1e-7);
            largest = Math.max(largest, tau * Math.log(x / (x - threshold)));
        }
        return new EncoderSpec.Latency(
                arguments.path("num_steps").asInt(),
                threshold,
                tau,
                arguments.path("linear").asBoolean(false),
                arguments.path("normalize").asBoolean(false),
                arguments.path("clip").asBoolean(false),
                largest);
    }

    private static void check(String name, int b, float[][] frames) {
        Tensor expected = FILE.tensor(name);
        assertThat(frames).hasNumberOfRows(expected.shape()[0]);
        float spikes = 0;
        for (int t = 0; t < frames.length; t++) {
            float[] row = new float[expected.shape()[2]];
            System.arraycopy(expected.values(), at(expected, t, b), row, 0, row.length);
            assertThat(frames[t]).as("%s row %d step %d", name, b, t).isEqualTo(row);
            for (float value : row) {
                spikes += Math.abs(value);
            }
        }
        assertThat(spikes).as(name).isPositive();
    }

    private static int at(Tensor tensor, int t, int b) {
        return (t * tensor.shape()[1] + b) * tensor.shape()[2];
    }

    private static JsonNode arguments(String name) throws IOException {
        return new ObjectMapper().readTree(FILE.metadata().get(name));
    }
}
