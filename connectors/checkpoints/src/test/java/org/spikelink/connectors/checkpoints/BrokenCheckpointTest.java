package org.spikelink.connectors.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenCheckpointTest {
    @TempDir Path folder;

    /** The error message of a file that is rejected; empty if it is read. */
    private Optional<String> rejection(byte[] file) throws IOException {
        Path path = Files.write(folder.resolve("a.pt"), file);
        try {
            TorchCheckpoint.read(path);
            return Optional.empty();
        } catch (CheckpointException e) {
            assertThat(e.getMessage()).startsWith(path + ": ").doesNotContain("\n");
            return Optional.of(e.getMessage().substring(path.toString().length() + 2));
        }
    }

    private static Pickle vectors(int count, long elements) {
        Pickle pickle = new Pickle().op("}");
        for (int i = 0; i < count; i++) {
            pickle.text("w" + i).vector("0", elements).op("s");
        }
        return pickle;
    }

    @ParameterizedTest
    @CsvSource({
        "os,system",
        "posix,system",
        "builtins,eval",
        "builtins,Exception",
        "datetime,datetime",
        "decimal,Decimal",
        "_codecs,encode",
        "numpy.core.multiarray,_reconstruct",
        "torch,ComplexFloatStorage",
        "torch._utils,_rebuild_sparse_tensor",
        "argparse,Namespace"
    })
    void globalsThatAreNotAllowedAreRejectedByName(String module, String name) throws IOException {
        String message =
                module + "." + name + " is not allowed in a checkpoint; save the state dict alone";
        Pickle called = new Pickle().global(module, name).op("(").text("touch x").op("tR");
        assertThat(rejection(Archive.of(called).bytes())).contains(message);
        Pickle stacked = new Pickle().raw(0x80, 4).text(module).text(name).raw(0x93);
        assertThat(rejection(Archive.of(stacked).bytes())).contains(message);
        Pickle instance = new Pickle().op("(i" + module + "\n" + name + "\n");
        assertThat(rejection(Archive.of(instance).bytes())).contains(message);
    }

    static Stream<Arguments> pickles() {
        long[] one = {1};
        return Stream.of(
                Arguments.of(
                        new Pickle().raw(0x82, 1),
                        "pickle opcode 0x82 is not allowed in a checkpoint"),
                Arguments.of(
                        new Pickle().raw(0x8e, 0, 0, 0, 0, 1, 0, 0, 0),
                        "pickle opcode 0x8e is not allowed"),
                Arguments.of(
                        new Pickle().op("X").raw(0, 0, 0, 0x7F),
                        "must hold the 2130706432 bytes of a text"),
                Arguments.of(
                        new Pickle().op("X").raw(255, 255, 255, 255),
                        "must hold the 4294967295 bytes of a text"),
                Arguments.of(
                        new Pickle().op("h").raw(7),
                        "data.pkl is not a valid pickle (before byte 4)"),
                Arguments.of(new Pickle().op(")R"), "data.pkl is not a valid pickle"),
                Arguments.of(new Pickle().raw(0x80, 9), "data.pkl is not a valid pickle"),
                Arguments.of(
                        new Pickle().op("}}K").raw(1).op("s"),
                        "the keys of a dict in a checkpoint must be"),
                Arguments.of(
                        new Pickle().op("]}b"), "only a dict may have attributes in a checkpoint"),
                Arguments.of(new Pickle().op("]"), "a checkpoint must hold a dict"),
                Arguments.of(
                        new Pickle().text("x").op("Q"),
                        "a storage must be a Object[] (got String)"),
                Arguments.of(
                        tensor(2, -1, one, one),
                        "w: shape [1] with strides [1] at -1 must lie within"),
                Arguments.of(
                        tensor(2, 2, one, one),
                        "w: shape [1] with strides [1] at 2 must lie within"),
                Arguments.of(
                        tensor(2, 0, new long[] {2}, new long[] {2}),
                        "must lie within its storage of 2"),
                Arguments.of(
                        tensor(2, 0, new long[] {2}, new long[] {-1}),
                        "w: sizes and strides must not be negative"),
                Arguments.of(
                        tensor(2, 0, new long[] {-2}, one),
                        "w: sizes and strides must not be negative"),
                Arguments.of(
                        tensor(2, 0, one, new long[] {1, 1}),
                        "w: shape and strides must be equally long"),
                Arguments.of(
                        tensor(2, 0, new long[] {1L << 40}, new long[] {0}),
                        "elements, each used once"),
                Arguments.of(
                        tensor(2, 0, new long[] {1L << 40, 1L << 40}, new long[] {0, 0}),
                        "overflows"),
                Arguments.of(
                        tensor(2, 0, new long[] {1L << 40}, new long[] {1L << 40}), "overflows"),
                Arguments.of(
                        tensor(3, 0, one, one),
                        "w: data/0 must hold 3 elements of 4 bytes (got 8 bytes)"),
                Arguments.of(
                        tensor(1L << 62, 0, one, one),
                        "w: data/0 must hold 4611686018427387904 elements"));
    }

    private static Pickle tensor(long elements, long offset, long[] shape, long[] strides) {
        return new Pickle()
                .op("}")
                .text("w")
                .tensor("FloatStorage", "0", elements, offset, shape, strides)
                .op("s");
    }

    @ParameterizedTest
    @MethodSource("pickles")
    void anInvalidPickleIsRejected(Pickle pickle, String message) throws IOException {
        assertThat(rejection(Archive.of(pickle).floats("0", 1, 2).bytes()))
                .hasValueSatisfying(m -> assertThat(m).contains(message));
    }

    @Test
    void aStorageReadByTwoTypesMustFitBoth() throws IOException {
        Pickle pickle =
                vectors(1, 2)
                        .text("d")
                        .tensor("DoubleStorage", "0", 2, 0, new long[] {2}, new long[] {1})
                        .op("s");
        assertThat(rejection(Archive.of(pickle).floats("0", 1, 2).bytes()))
                .contains("d: data/0 must hold 2 elements of 8 bytes (got 8 bytes)");
    }

    @Test
    void anArchiveThatIsNotACheckpointIsRejected() throws IOException {
        assertThat(rejection(Archive.of(vectors(1, 2)).bytes())).contains("w0: data/0 is missing");
        assertThat(rejection(new Archive("a/").entry("x", "y").bytes()))
                .contains("a checkpoint must hold one data.pkl, as torch.save writes it (got 0)");
        assertThat(rejection(Archive.of(vectors(1, 2)).entry("b/data.pkl", "x").bytes()))
                .contains("a checkpoint must hold one data.pkl, as torch.save writes it (got 2)");
        assertThat(rejection(Archive.of(vectors(1, 2)).entry("byteorder", "odd").bytes()))
                .contains("byteorder must be little or big (got odd)");
    }

    private static byte[] safetensors(int headerBytes) {
        String header = "{" + " ".repeat(headerBytes - 2) + "}";
        return ByteBuffer.allocate(Long.BYTES + headerBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerBytes)
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"}", "]", ")", "})\u0085", "K\u0001", "(", "Nq\u0001"})
    void objectsOfASmallFileMayNotTakeAllMemory(String opcodes) throws IOException {
        byte[] pickle =
                ("\u0080\u0002" + opcodes.repeat(8_000_000 / opcodes.length()) + ".")
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = new Archive("a/").entry("data.pkl", pickle).bytes();
        assertThat(rejection(file))
                .contains(
                        "the objects of data.pkl need more than %d bytes, the most that a checkpoint of this size may take"
                                .formatted(8 * file.length + (16 << 20)));
    }

    @Test
    void aFileThatIsNotAZipIsRejected() throws IOException {
        assertThat(rejection(vectors(1, 2).bytes()))
                .contains(
                        "this is the format of PyTorch before 1.6; load it in PyTorch and torch.save it again");
        for (int headerBytes :
                new int[] {2, 0x80, 0x180}) { // the length's first byte is a pickle's at 0x80
            assertThat(rejection(safetensors(headerBytes)))
                    .contains(
                            "this is a safetensors file, not a checkpoint that torch.save writes; load it in PyTorch with safetensors.torch.load_file and torch.save the dict");
        }
        assertThat(rejection(new byte[0]))
                .contains("a checkpoint must be a zip, as torch.save writes it");
        assertThat(rejection(new byte[100]))
                .contains("a checkpoint must be a zip, as torch.save writes it");
        assertThatThrownBy(() -> TorchCheckpoint.read(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder + ": a checkpoint must be a file");
        assertThatThrownBy(() -> TorchCheckpoint.read(folder.resolve("none.pt")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("none.pt: there is no such file");
    }

    @Test
    void aZipBombIsRejectedBeforeItIsUnpacked() throws IOException {
        byte[] zeros = new byte[64 << 20];
        byte[] bomb = Archive.of(vectors(1, zeros.length / 4)).entry("data/0", zeros).bytes();
        assertThat(bomb).hasSizeLessThan(100_000);
        assertThat(rejection(bomb))
                .hasValueSatisfying(
                        m -> assertThat(m).contains("w0: the tensor needs 67108864 bytes"));
        assertThat(rejection(new Archive("").entry("data.pkl", zeros).bytes()))
                .contains("data.pkl must have at most 8388608 bytes (got 67108864)");
    }

    @Test
    void manyTensorsOfOneStorageAreABombToo() throws IOException {
        Archive archive = Archive.of(vectors(1000, 1 << 16)).entry("data/0", new byte[4 << 16]);
        assertThat(rejection(archive.bytes()))
                .hasValueSatisfying(m -> assertThat(m).contains("the tensor needs 262144 bytes"));
    }

    @Test
    void aFileCutAnywhereIsRejected() throws IOException {
        byte[] whole = Archive.of(vectors(2, 2)).floats("0", 1, 2).bytes();
        assertThat(rejection(whole)).isEmpty();
        for (int length = 0; length < whole.length; length++) {
            assertThat(rejection(Arrays.copyOf(whole, length)))
                    .as("cut after %d bytes", length)
                    .isPresent();
        }
    }

    @Test
    void aPickleCutAnywhereIsRejected() throws IOException {
        byte[] whole = vectors(2, 2).bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            byte[] file = new Archive("").entry("data.pkl", cut).floats("0", 1, 2).bytes();
            assertThat(rejection(file)).as("cut after %d bytes", length).isPresent();
        }
    }

    @Test
    void garbageIsEitherReadOrRejected() throws IOException {
        byte[] pickle = vectors(3, 2).bytes();
        byte[] file = Archive.of(vectors(3, 2)).floats("0", 1, 2).bytes();
        int rejected = 0;
        for (long seed = 0; seed < 1500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] broken =
                    seed % 2 == 0
                            ? damaged(file, random)
                            : new Archive("")
                                    .entry("data.pkl", damaged(pickle, random))
                                    .floats("0", 1, 2)
                                    .bytes();
            try {
                rejected += rejection(broken).isPresent() ? 1 : 0;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(rejected).isGreaterThan(500);
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rarity = 1 + random.nextInt(whole.length);
        for (byte b : whole) {
            switch (random.nextInt(3 * rarity)) {
                case 0 -> out.write(random.nextInt());
                case 1 -> {
                    out.write(b);
                    out.write(random.nextInt());
                }
                case 2 -> {}
                default -> out.write(b);
            }
        }
        return out.toByteArray();
    }
}
