package org.spikelink.connectors.checkpoints;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.file.ImportConfig;
import org.spikelink.core.model.file.ModelFile;

class ModelExportTest {
    @TempDir Path folder;

    @Test
    void whatIsExportedForPyTorchIsImportedAgainBitForBit() throws Exception {
        Model model = model();
        Path file = folder.resolve("model.pt");
        Files.write(file, TorchFile.bytes(ModelExport.of(model)));

        ModelImport.Result back =
                ModelImport.of(
                        TorchCheckpoint.read(file),
                        new ImportConfig(
                                model.document(), Arrays.asList("slstm1", "slstm2", "fc3")));

        assertThat(back.unused()).isEmpty();
        assertThat(ModelFile.bytes(back.model())).isEqualTo(ModelFile.bytes(model));
    }

    @Test
    void namesShapesAndConstantsAreThoseOfSnnTorch() throws Exception {
        Path file = folder.resolve("model.pt");
        Files.write(file, TorchFile.bytes(ModelExport.of(model())));

        Map<String, Tensor> tensors = TorchCheckpoint.read(file).tensors();

        assertThat(tensors.keySet())
                .containsExactly(
                        "slstm1.threshold",
                        "slstm1.graded_spikes_factor",
                        "slstm1.reset_mechanism_val",
                        "slstm1.lstm_cell.weight_ih",
                        "slstm1.lstm_cell.weight_hh",
                        "slstm1.lstm_cell.bias_ih",
                        "slstm1.lstm_cell.bias_hh",
                        "slstm2.threshold",
                        "slstm2.graded_spikes_factor",
                        "slstm2.reset_mechanism_val",
                        "slstm2.lstm_cell.weight_ih",
                        "slstm2.lstm_cell.weight_hh",
                        "fc3.weight",
                        "fc3.bias");
        assertThat(tensors.get("slstm1.threshold").shape()).isEmpty();
        assertThat(tensors.get("slstm2.threshold").shape()).containsExactly(3);
        assertThat(tensors.get("slstm1.reset_mechanism_val").dtype()).isEqualTo("int64");
        assertThat(tensors.get("slstm1.reset_mechanism_val").values()).containsExactly(0);
        assertThat(tensors.get("slstm2.reset_mechanism_val").values()).containsExactly(1);
    }

    @Test
    void everyArrayOfAnNpzHasANumPyHeaderAndItsValues() throws Exception {
        Map<String, Parameter> parameters = ModelExport.of(model());

        Map<String, byte[]> entries = entries(NpzFile.bytes(parameters));

        assertThat(entries.keySet())
                .containsExactlyElementsOf(
                        parameters.keySet().stream().map(name -> name + ".npy").toList());
        byte[] bias = entries.get("fc3.bias.npy");
        int header = 10 + (bias[8] & 0xFF) + 256 * bias[9];
        assertThat(header % 64).isZero();
        assertThat(new String(bias, 0, header, ISO_8859_1))
                .startsWith("\u0093NUMPY\u0001\0")
                .contains("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }")
                .endsWith("\n");
        float[] values = new float[2];
        ByteBuffer.wrap(bias, header, 8).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        assertThat(values).isEqualTo(parameters.get("fc3.bias").values());
        assertThat(new String(entries.get("slstm1.reset_mechanism_val.npy"), ISO_8859_1))
                .contains("'<i8'", "'shape': ()");
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        assertThat(TorchFile.bytes(ModelExport.of(model())))
                .isEqualTo(TorchFile.bytes(ModelExport.of(model())));
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                entries.put(e.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    /** Two SLSTM layers, one of them without bias, and a linear one. */
    private static Model model() {
        List<LayerSpec> layers =
                List.of(
                        new SlstmSpec(5, 4, Reset.SUBTRACT, false, null, false, null),
                        new SlstmSpec(4, 3, Reset.ZERO, false, null, false, null),
                        new LinearSpec(3, 2));
        ModelDocument document =
                new ModelDocument(
                        "exported",
                        "1",
                        List.of("a", "b"),
                        new InputSpec.Samples(5, 1000),
                        layers,
                        new ReadoutSpec(ReadoutSpec.Kind.MAX_MEMBRANE, 1),
                        new DecisionSpec(10, 10, true),
                        null);
        Map<String, org.spikelink.core.model.Tensor> tensors = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(5);
        put(tensors, random, "layers.0.weight_ih", 16, 5);
        put(tensors, random, "layers.0.weight_hh", 16, 4);
        put(tensors, random, "layers.0.bias_ih", 16);
        put(tensors, random, "layers.0.bias_hh", 16);
        put(tensors, random, "layers.0.threshold", 1);
        put(tensors, random, "layers.1.weight_ih", 12, 4);
        put(tensors, random, "layers.1.weight_hh", 12, 3);
        put(tensors, random, "layers.1.threshold", 3);
        put(tensors, random, "layers.2.weight", 2, 3);
        put(tensors, random, "layers.2.bias", 2);
        return ModelFile.of(document, tensors);
    }

    private static void put(
            Map<String, org.spikelink.core.model.Tensor> tensors,
            SplittableRandom random,
            String name,
            int... shape) {
        float[] values = new float[(int) org.spikelink.core.model.Tensor.size(shape)];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) random.nextDouble(-1, 1);
        }
        tensors.put(name, new org.spikelink.core.model.Tensor(shape, values));
    }
}
