package org.spikelink.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.model.file.ModelFileTest;
import org.spikelink.core.model.file.ModelJsonWriter;
import org.spikelink.core.model.file.Safetensors;
import org.spikelink.core.model.file.SafetensorsTest;

/** Tensors that do not fit the document, and files that were damaged. */
final class ModelRejectionTest {
    private static final ModelDocument DOCUMENT =
            Models.document(Models.slstm(3, 2), new LinearSpec(2, 4));

    @Test
    void aWrongShapeIsRejectedByName() {
        rejects(
                "layers.0.weight_ih",
                matrix(8, 4),
                "layers.0.weight_ih must be [8, 3] (got [8, 4])");
        rejects(
                "layers.0.weight_ih",
                matrix(3, 8),
                "layers.0.weight_ih must be [8, 3] (got [3, 8])");
        rejects(
                "layers.0.weight_hh",
                matrix(8, 3),
                "layers.0.weight_hh must be [8, 2] (got [8, 3])");
        rejects("layers.0.bias_ih", vector(7), "layers.0.bias_ih must be [8] (got [7])");
        rejects("layers.0.threshold", vector(3), "layers.0.threshold must be [1] or [2] (got [3])");
        rejects(
                "layers.0.threshold",
                matrix(1, 2),
                "layers.0.threshold must be [1] or [2] (got [1, 2])");
        rejects("layers.0.syn_0", vector(3), "layers.0.syn_0 must be [2] (got [3])");
        rejects("layers.0.mem_0", vector(3), "layers.0.mem_0 must be [2] (got [3])");
        rejects("layers.1.weight", matrix(2, 4), "layers.1.weight must be [4, 2] (got [2, 4])");
        rejects("layers.1.bias", vector(3), "layers.1.bias must be [4] (got [3])");
    }

    @Test
    void aMissingTensorIsRejectedByName() {
        rejects("layers.0.weight_ih", null, "layers.0.weight_ih must be [8, 3] (got nothing)");
        rejects("layers.0.weight_hh", null, "layers.0.weight_hh must be [8, 2] (got nothing)");
        rejects("layers.0.threshold", null, "layers.0.threshold must be [1] or [2] (got nothing)");
        rejects("layers.1.weight", null, "layers.1.weight must be [4, 2] (got nothing)");
        rejects(
                "layers.0.bias_hh",
                null,
                "layers.0 must have both bias_ih and bias_hh, or neither (got only bias_ih)");
    }

    @Test
    void aTensorThatNoLayerHasIsRejectedByName() {
        String rule = " is not a tensor of the model's layers";
        rejects("layers.2.weight", vector(1), "layers.2.weight" + rule);
        rejects("layers.1.threshold", vector(1), "layers.1.threshold" + rule);
        rejects("optimizer", vector(1), "optimizer" + rule);
    }

    @ParameterizedTest
    @ValueSource(
            floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1.1e9f, -1.1e9f})
    void valuesThatAreNotFiniteOrTooLargeAreRejectedByName(float bad) {
        for (String name : tensors().keySet()) {
            Tensor tensor = tensors().get(name);
            float[] values = tensor.values().clone();
            values[values.length - 1] = bad;
            rejects(
                    name,
                    new Tensor(tensor.shape(), values),
                    String.format(
                            "%s must hold finite values of at most 1e9 (got %s at position %d)",
                            name, bad, values.length - 1));
        }
    }

    @Test
    void valuesOf1e9AreTaken() {
        Map<String, Tensor> tensors = tensors();
        Arrays.fill(tensors.get("layers.0.weight_ih").values(), 1e9f);
        Arrays.fill(tensors.get("layers.0.threshold").values(), -1e9f);
        assertThat(ModelFile.of(DOCUMENT, tensors).weights()).hasSize(2);
    }

    @Test
    void aChainOfLinearLayersThatCouldOverflowIsRejected() {
        LayerSpec layer = new LinearSpec(2, 2);
        ModelDocument document = Models.document(layer, layer, layer, layer, Models.slstm(2, 1));
        Map<String, Tensor> tensors = Models.tensors(document, new SplittableRandom(1), 1);
        for (int n = 0; n < 4; n++) {
            Arrays.fill(tensors.get("layers." + n + ".weight").values(), 1e9f);
        }
        assertThatThrownBy(() -> ModelFile.of(document, tensors))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("layers.3 could overflow");
    }

    @Test
    void aFileWithoutADocumentIsRejected() {
        assertThatThrownBy(() -> ModelFile.parse(SafetensorsTest.file("{}", 0)))
                .isInstanceOf(ModelException.class)
                .hasMessage("__metadata__.spikelink must hold the model's document (got nothing)");
    }

    @Test
    void aFileCutAtAnyByteIsRejected() {
        byte[] file = ModelFile.bytes(ModelFileTest.full());
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> ModelFile.parse(cut))
                    .as("cut at %d of %d", length, file.length)
                    .isInstanceOf(ModelException.class)
                    .message()
                    .isNotBlank();
        }
    }

    @Test
    void aFileWithOneChangedByteIsEitherReadOrRejected() {
        byte[] good = ModelFile.bytes(ModelFileTest.full());
        SplittableRandom random = new SplittableRandom(5);
        int count = 0;
        for (int n = 0; n < 8_000; n++) {
            byte[] file = good.clone();
            int at = random.nextInt(n % 3 == 0 ? 8 + 64 : file.length);
            file[at] = (byte) random.nextInt(256);
            count += rejected(file, "byte " + at + " = " + file[at]) ? 1 : 0;
        }
        assertThat(count).isBetween(1_500, 7_999);
    }

    @Test
    void aFileWithManyChangedBytesIsEitherReadOrRejected() {
        byte[] good = ModelFile.bytes(ModelFileTest.full());
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] file = good.clone();
            for (int n = random.nextInt(12); n >= 0; n--) {
                file[8 + random.nextInt(file.length - 8)] = (byte) (32 + random.nextInt(96));
            }
            rejected(file, "seed " + seed);
        }
    }

    /** Whether the file was rejected; anything but a ModelException fails. */
    private static boolean rejected(byte[] file, String what) {
        try {
            ModelFile.parse(file);
            return false;
        } catch (ModelException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
            return true;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw new AssertionError(what + " gave " + e, e);
        }
    }

    private static void rejects(String name, Tensor tensor, String message) {
        Map<String, Tensor> tensors = tensors();
        if (tensor == null) {
            tensors.remove(name);
        } else {
            tensors.put(name, tensor);
        }
        assertThatThrownBy(() -> ModelFile.of(DOCUMENT, tensors))
                .isInstanceOf(ModelException.class)
                .hasMessage(message);
        Safetensors file =
                new Safetensors(
                        Map.of(ModelFile.KEY, ModelJsonWriter.write(DOCUMENT).toString()), tensors);
        assertThatThrownBy(() -> ModelFile.parse(file.toBytes()))
                .isInstanceOf(ModelException.class)
                .hasMessage(message);
    }

    private static Map<String, Tensor> tensors() {
        return new HashMap<>(Models.tensors(DOCUMENT, new SplittableRandom(1), 1));
    }

    private static Tensor matrix(int rows, int columns) {
        return new Tensor(new int[] {rows, columns}, new float[rows * columns]);
    }

    private static Tensor vector(int size) {
        return Tensor.of(new float[size]);
    }
}
