package org.spikelink.core.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.TrainingSpec;

/** Writing a model and reading it again. */
public final class ModelFileTest {
    @TempDir Path folder;

    @Test
    void aModelWithEverythingInItComesBackAsItWas() {
        Model model = full();
        Path file = folder.resolve("full.safetensors");
        ModelFile.write(model, file);
        Model read = ModelFile.read(file);
        assertThat(read.document()).isEqualTo(model.document());
        assertThat(read.sha256()).isEqualTo(model.sha256());
        assertThat(ModelFile.bytes(read)).isEqualTo(ModelFile.bytes(model));
        LayerWeights first = read.weights().get(0);
        assertThat(first.get("weight_ih")).isEqualTo(model.weights().get(0).get("weight_ih"));
        assertThat(first.get("syn_0")).containsExactly(1, 2, 3);
        assertThat(first.get("mem_0")).containsExactly(-1, 0, 1);
        assertThat(read.weights().get(2).get("bias")).hasSize(4);
    }

    @Test
    void everyKindOfInputComesBackAsItWas() {
        List<InputSpec> inputs =
                List.of(
                        events(new Slicing.Time(10_000, Slicing.Origin.ZERO)),
                        events(new Slicing.Time(10_000, Slicing.Origin.FIRST_EVENT)),
                        events(new Slicing.Batch()),
                        events(new Slicing.Count(77)),
                        new InputSpec.Events(
                                3, 2, 1, 1, InputSpec.Value.BINARY, new Slicing.Batch()),
                        new InputSpec.Samples(6, 2500));
        for (InputSpec input : inputs) {
            ModelDocument document =
                    Models.document(
                            input,
                            new ReadoutSpec(ReadoutSpec.Kind.MAX_MEMBRANE, 1),
                            new DecisionSpec(3, 5, false),
                            new LinearSpec(input.size(), 2));
            Model model = Models.random(document, new SplittableRandom(1), 1);
            assertThat(ModelFile.parse(ModelFile.bytes(model)).document()).isEqualTo(document);
        }
    }

    @Test
    void theSameContentGivesTheSameSha256AndOtherContentAnother() {
        assertThat(full().sha256()).isEqualTo(full().sha256()).matches("[0-9a-f]{64}");
        assertThat(full().fingerprint())
                .isEqualTo(Long.parseUnsignedLong(full().sha256().substring(0, 16), 16));
        Model other = Models.random(full().document(), new SplittableRandom(2), 0.5f);
        assertThat(other.sha256()).isNotEqualTo(full().sha256());
    }

    @Test
    void optionalTensorsStayAbsent() {
        ModelDocument document = Models.document(Models.slstm(2, 3), new LinearSpec(3, 2));
        Map<String, Tensor> tensors = Models.tensors(document, new SplittableRandom(1), 1);
        tensors.keySet().removeIf(name -> name.contains("bias"));
        Model read = ModelFile.parse(ModelFile.bytes(ModelFile.of(document, tensors)));
        assertThat(read.weights().get(0).all())
                .containsOnlyKeys("weight_ih", "weight_hh", "threshold");
        assertThat(read.weights().get(1).all()).containsOnlyKeys("weight");
    }

    @Test
    void keysMayBeLeftOutWhereTheyHaveADefault() {
        String json =
                """
                {"format":"spikelink/1","name":"n","version":"1","labels":["a","b"],
                 "input":{"kind":"events","width":2,"height":2,"slicing":{"kind":"time","bin_us":5}},
                 "layers":[{"type":"slstm","inputs":8,"hidden":2,"state_quant":{},"surrogate":null}],
                 "readout":{},"decision":{"window_bins":7},"training":null}
                """;
        ModelDocument document = ModelJsonTest.read(json);
        InputSpec.Events input = (InputSpec.Events) document.input();
        assertThat(input.polarities()).isEqualTo(2);
        assertThat(input.downsample()).isEqualTo(1);
        assertThat(input.value()).isEqualTo(InputSpec.Value.COUNT);
        assertThat(input.slicing()).isEqualTo(new Slicing.Time(5, Slicing.Origin.FIRST_EVENT));
        assertThat(document.layers())
                .containsExactly(Models.slstm(8, 2, Reset.NONE, false, StateQuant.DEFAULTS, false));
        assertThat(document.readout()).isEqualTo(new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1));
        assertThat(document.decision()).isEqualTo(new DecisionSpec(7, 7, false));
        assertThat(document.training()).isNull();
    }

    @Test
    void theDesignsExampleIsRead() {
        String json =
                """
                {"format":"spikelink/1","name":"nmnist","version":"1","labels":["0","1","2","3","4","5","6","7","8","9"],
                 "input":{"kind":"events","width":34,"height":34,"polarities":2,"downsample":1,"value":"count","slicing":{"kind":"time","bin_us":10000,"origin":"first_event"}},
                 "layers":[{"type":"slstm","inputs":2312,"hidden":128,"reset":"none","inhibition":false,"state_quant":null,"surrogate":{"kind":"atan","alpha":2.0}},
                           {"type":"slstm","inputs":128,"hidden":10,"reset":"none"}],
                 "readout":{"kind":"spike_count","population":1},
                 "decision":{"window_bins":30,"stride_bins":30,"reset_after_window":true},
                 "training":{"dataset":"...","accuracy":0.0,"date":"...","seed":0}}
                """;
        ModelDocument document = ModelJsonTest.read(json);
        SlstmSpec first = (SlstmSpec) document.layers().get(0);
        assertThat(first.surrogate()).isEqualTo(new SurrogateSpec("atan", Map.of("alpha", 2.0)));
        assertThat(document.training()).isEqualTo(new TrainingSpec("...", 0.0, "...", 0L));
        assertThat(document.id()).isEqualTo("nmnist/1");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> ModelFile.read(none))
                .isInstanceOf(ModelException.class)
                .hasMessage(none + ": no such file");
        assertThatThrownBy(() -> ModelFile.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be a file (got a directory)");
        Path text = Files.writeString(folder.resolve("text"), "no model at all");
        assertThatThrownBy(() -> ModelFile.read(text))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(text + ": the header must have 2..7 bytes");
    }

    @Test
    void writingReplacesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("model"), "old");
        ModelFile.write(full(), file);
        assertThat(ModelFile.read(file).sha256()).isEqualTo(full().sha256());
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    private static InputSpec events(Slicing slicing) {
        return new InputSpec.Events(5, 3, 2, 2, InputSpec.Value.COUNT, slicing);
    }

    /** Three layers with every option that a layer has. */
    public static Model full() {
        StateQuant quant = new StateQuant(4, false, false, 0.7, 0.1, 0.3, 0.6);
        SurrogateSpec surrogate = new SurrogateSpec("atan", Map.of("alpha", 2.5, "beta", 1.0));
        LayerSpec[] layers = {
            new SlstmSpec(12, 3, Reset.SUBTRACT, true, quant, false, surrogate),
            Models.slstm(3, 5, Reset.ZERO, false, null, true),
            new LinearSpec(5, 4)
        };
        ModelDocument document =
                new ModelDocument(
                        "full \u00e4\u65e5",
                        "2.1",
                        List.of("a \"quoted\"", "\u00e9\ud83d\ude00"),
                        events(new Slicing.Time(10_000, Slicing.Origin.ZERO)),
                        List.of(layers),
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 2, 1.75),
                        new DecisionSpec(30, 10, false).with(0.25, new DecisionSpec.Early(0.9, 3)),
                        new TrainingSpec("nmnist", 0.97, "2026-11-01", 42L));
        Map<String, Tensor> tensors = Models.tensors(document, new SplittableRandom(1), 0.5f);
        tensors.put("layers.0.syn_0", Tensor.of(1, 2, 3));
        tensors.put("layers.0.mem_0", Tensor.of(-1, 0, 1));
        tensors.put("layers.1.threshold", Tensor.of(0.5f));
        return ModelFile.of(document, tensors);
    }
}
