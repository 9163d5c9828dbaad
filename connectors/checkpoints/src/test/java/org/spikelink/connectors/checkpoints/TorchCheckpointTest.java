package org.spikelink.connectors.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchCheckpointTest {
    private static final long[] NONE = {};

    @TempDir Path folder;

    private Tensor only(Archive archive) {
        return TorchCheckpoint.read(archive.write(folder)).tensors().get("w");
    }

    private static Pickle named(
            String type, long elements, long offset, long[] shape, long[] strides) {
        return new Pickle()
                .op("}")
                .text("w")
                .tensor(type, "0", elements, offset, shape, strides)
                .op("s");
    }

    private Tensor read(String type, int count, byte[] little) {
        Pickle pickle = named(type, count, 0, new long[] {count}, new long[] {1});
        return only(Archive.of(pickle).entry("data/0", little));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(
                        "HalfStorage",
                        "float16",
                        little(2, 0x3C00, 0xC000, 0x7BFF, 0x0001, 0x8000, 0x7C00),
                        new float[] {1, -2, 65504, 0x1p-24f, -0f, Float.POSITIVE_INFINITY}),
                Arguments.of(
                        "BFloat16Storage",
                        "bfloat16",
                        little(2, 0x3F80, 0xC049),
                        new float[] {1, -3.140625f}),
                Arguments.of(
                        "LongStorage",
                        "int64",
                        little(8, -3, (1L << 60) + 1),
                        new float[] {-3, 0x1p60f}),
                Arguments.of("IntStorage", "int32", little(4, -3, 7), new float[] {-3, 7}),
                Arguments.of("ShortStorage", "int16", little(2, -3, 7), new float[] {-3, 7}),
                Arguments.of("CharStorage", "int8", little(1, -3, 7), new float[] {-3, 7}),
                Arguments.of("ByteStorage", "uint8", little(1, 253, 7), new float[] {253, 7}),
                Arguments.of("BoolStorage", "bool", little(1, 1, 0), new float[] {1, 0}),
                Arguments.of(
                        "DoubleStorage",
                        "float64",
                        little(8, Double.doubleToLongBits(0.1), Double.doubleToLongBits(1e300)),
                        new float[] {0.1f, Float.POSITIVE_INFINITY}));
    }

    private static byte[] little(int bytes, long... values) {
        ByteBuffer out = ByteBuffer.allocate(bytes * values.length);
        Arrays.stream(values).forEach(value -> out.put(Pickle.little(value, bytes)));
        return out.array();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeBecomesFloat32(String storage, String dtype, byte[] bytes, float[] values) {
        Tensor tensor = read(storage, values.length, bytes);
        assertThat(tensor.dtype()).isEqualTo(dtype);
        assertThat(tensor.values()).isEqualTo(values);
    }

    @Test
    void aHalfThatIsNoNumberStaysNone() {
        assertThat(read("HalfStorage", 1, little(2, 0x7E00)).values()[0]).isNaN();
    }

    @Test
    void aTransposedTensorIsRowMajorAgain() {
        Pickle pickle = named("FloatStorage", 6, 0, new long[] {3, 2}, new long[] {1, 3});
        Tensor tensor = only(Archive.of(pickle).floats("0", 0, 1, 2, 3, 4, 5));
        assertThat(tensor.shape()).containsExactly(3, 2);
        assertThat(tensor.values()).containsExactly(0, 3, 1, 4, 2, 5);
    }

    @Test
    void aSliceReadsItsPartOfTheStorage() {
        Pickle pickle = named("FloatStorage", 8, 1, new long[] {2, 2}, new long[] {4, 2});
        Tensor tensor = only(Archive.of(pickle).floats("0", 0, 1, 2, 3, 4, 5, 6, 7));
        assertThat(tensor.values()).containsExactly(1, 3, 5, 7);
    }

    @Test
    void aSingleValueHasNoDimensionsAndAnEmptyTensorNoValues() {
        Pickle single = named("FloatStorage", 3, 2, NONE, NONE);
        assertThat(only(Archive.of(single).floats("0", 7, 8, 9)).values()).containsExactly(9);
        Pickle empty = named("FloatStorage", 0, 0, new long[] {0, 5}, new long[] {5, 1});
        Tensor tensor = only(Archive.of(empty).floats("0"));
        assertThat(tensor.shape()).containsExactly(0, 5);
        assertThat(tensor.values()).isEmpty();
    }

    @Test
    void tensorsMayShareAStorage() {
        Pickle pickle =
                new Pickle().op("}(").text("b").vector("0", 2).text("a").vector("0", 2).op("u");
        var tensors =
                TorchCheckpoint.read(Archive.of(pickle).floats("0", 4, 5).write(folder)).tensors();
        assertThat(tensors.keySet()).containsExactly("b", "a");
        assertThat(tensors.get("a").values()).containsExactly(4, 5);
        assertThat(tensors.get("b").values()).containsExactly(4, 5);
    }

    @Test
    void aBigEndianMachinesCheckpointIsReadAsSuch() {
        Pickle pickle = new Pickle().op("}").text("w").vector("0", 1).op("s");
        byte[] big = ByteBuffer.allocate(4).putFloat(1.5f).array();
        Archive archive = Archive.of(pickle).entry("byteorder", "big").entry("data/0", big);
        assertThat(only(archive).values()).containsExactly(1.5f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "archive/", "a/b/"})
    void theFolderInTheArchiveMayHaveAnyName(String name) {
        Pickle pickle = new Pickle().op("}").text("w").vector("0", 1).op("s");
        Archive archive = new Archive(name).entry("data.pkl", pickle.bytes()).floats("0", 3);
        assertThat(only(archive).values()).containsExactly(3);
    }

    @Test
    void aParameterIsItsTensor() {
        Pickle pickle =
                new Pickle()
                        .global("collections", "OrderedDict")
                        .op(")R")
                        .text("w")
                        .global("torch._utils", "_rebuild_parameter")
                        .op("(")
                        .vector("0", 1)
                        .raw(0x88)
                        .global("collections", "OrderedDict")
                        .op(")RtRs");
        assertThat(only(Archive.of(pickle).floats("0", 3)).values()).containsExactly(3);
    }

    @Test
    void protocol4IsReadToo() {
        // STACK_GLOBAL, SHORT_BINUNICODE, MEMOIZE and FRAME in place of GLOBAL, BINUNICODE and
        // BINPUT
        Pickle pickle =
                new Pickle()
                        .raw(0x80, 4, 0x95, 9, 0, 0, 0, 0, 0, 0, 0)
                        .raw(0x8c, 11)
                        .op("collections")
                        .raw(0x94, 0x8c, 11)
                        .op("OrderedDict")
                        .raw(0x94, 0x93)
                        .op(")R")
                        .text("w")
                        .vector("0", 1)
                        .op("s");
        assertThat(only(Archive.of(pickle).floats("0", 3)).values()).containsExactly(3);
    }
}
