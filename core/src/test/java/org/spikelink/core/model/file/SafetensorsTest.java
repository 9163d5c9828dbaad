package org.spikelink.core.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.Tensor;

public final class SafetensorsTest {
    private static final String A =
            "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    @Test
    void tensorsAndMetadataComeBackAsTheyWere() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("matrix", new Tensor(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}));
        tensors.put("scalar", new Tensor(new int[0], new float[] {-0f}));
        tensors.put("empty", new Tensor(new int[] {0, 5}, new float[0]));
        tensors.put("vector", Tensor.of(Float.MIN_VALUE, Float.MAX_VALUE));
        Safetensors written = new Safetensors(Map.of("k", "v \u00e9"), tensors);
        Safetensors read = Safetensors.parse(written.toBytes());
        assertThat(read.metadata()).isEqualTo(written.metadata());
        assertThat(read.tensors().keySet()).containsExactly("matrix", "scalar", "empty", "vector");
        read.tensors()
                .forEach(
                        (name, tensor) -> {
                            assertThat(tensor.shape()).isEqualTo(tensors.get(name).shape());
                            assertThat(tensor.values()).isEqualTo(tensors.get(name).values());
                        });
    }

    @Test
    void theHeaderIsPaddedSoThatValuesLieAligned() {
        for (int n = 0; n < 9; n++) {
            byte[] bytes = new Safetensors(Map.of("k", "x".repeat(n)), Map.of()).toBytes();
            assertThat(bytes.length % 8).isZero();
        }
    }

    @Test
    void tensorsMayLieInAnotherOrderThanTheHeaderNamesThem() {
        byte[] file =
                file(
                        "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                                + A
                                + "}",
                        12);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, 7);
        assertThat(Safetensors.parse(file).tensors().get("b").values()).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    F32     | F16      | a must be F32 (got F16)
                    "F32"   | 32       | a.dtype must be a string (got 32)
                    [2]     | [3]      | a must span 12 bytes for its shape (got 8)
                    [2]     | [2.0]    | a.shape must hold sizes (got [2.0])
                    [2]     | [-2]     | a.shape must hold sizes (got [-2])
                    [2]     | [2147483647,2147483647] | a.shape must give less than 2^31 values
                    [2]     | [1,1,1,1,1,1,1,1,2] | a.shape must be a list of at most 8 sizes
                    [2]     | 2        | a.shape must be a list (got 2)
                    [0,8]   | [0,9]    | a must span 8 bytes for its shape (got 9)
                    [0,8]   | [4,12]   | a.data_offsets must start at 0, where the tensor before it ends (got 4)
                    [0,8]   | [8,0]    | a.data_offsets must lie in 0..12
                    [0,8]   | [-8,0]   | a.data_offsets must lie in 0..12
                    [0,8]   | [0,16]   | a.data_offsets must lie in 0..12, what the file holds (got [0,16]): is it truncated?
                    [0,8]   | [0,9223372036854775807] | a.data_offsets must lie in 0..12
                    [0,8]   | [0,99999999999999999999] | a.data_offsets must be two numbers
                    [0,8]   | [0,8.0]  | a.data_offsets must be two numbers
                    [0,8]   | [0]      | a.data_offsets must be two numbers
                    [0,8]   | [0,8],"x":1 | a.x is not a key that this version knows
                    """)
    void aWrongHeaderIsRejectedByName(String part, String by, String message) {
        byte[] file = file("{" + A.replace(part, by) + "}", 12);
        assertThatThrownBy(() -> Safetensors.parse(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void bytesAfterTheLastTensorAreRejected() {
        assertThatThrownBy(() -> Safetensors.parse(file("{" + A + "}", 9)))
                .isInstanceOf(ModelException.class)
                .hasMessage("the file must end with its last tensor: 8 bytes of values (got 9)");
    }

    @Test
    void overlappingTensorsAreRejected() {
        String b = A.replace("\"a\"", "\"b\"");
        assertThatThrownBy(() -> Safetensors.parse(file("{" + A + "," + b + "}", 8)))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "b.data_offsets must start at 8, where the tensor before it ends (got 0)");
    }

    @Test
    void aTensorNamedTwiceIsRejected() {
        assertThatThrownBy(() -> Safetensors.parse(file("{" + A + "," + A + "}", 8)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Duplicate field 'a'");
    }

    @Test
    void metadataMustBeTexts() {
        for (String metadata : new String[] {"[]", "5", "{\"k\":5}", "{\"k\":{}}"}) {
            byte[] file = file("{\"__metadata__\":" + metadata + "}", 0);
            assertThatThrownBy(() -> Safetensors.parse(file))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("__metadata__");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 500, 1L << 31, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void anAbsurdHeaderLengthIsRejected(long length) {
        byte[] file = file("{" + A + "}", 8);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        assertThatThrownBy(() -> Safetensors.parse(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "the header must have 2..%d bytes, what the file holds (got %s)",
                        file.length - 8, Long.toUnsignedString(length));
    }

    @Test
    void aFileShorterThanItsFirstNumberIsRejected() {
        for (int length = 0; length < 8; length++) {
            byte[] file = new byte[length];
            assertThatThrownBy(() -> Safetensors.parse(file))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("must start with 8 bytes of header length");
        }
    }

    public static byte[] file(String header, int values) {
        byte[] utf8 = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + utf8.length + values)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(utf8.length)
                .put(utf8)
                .array();
    }
}
