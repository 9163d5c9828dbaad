package org.spikelink.trainer.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.spikelink.core.golden.GoldenFile;
import org.spikelink.core.golden.GoldenStateQuant;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.surrogate.Surrogate;

/** A golden file's two-layer network, losses and sequences in our terms. */
final class GoldenCase {
    private final GoldenFile file;

    GoldenCase(GoldenFile file) {
        this.file = file;
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    static Surrogate surrogate(String kind, String arguments) {
        return Surrogate.of(surrogateSpec(kind, arguments));
    }

    private static SurrogateSpec surrogateSpec(String kind, String arguments) {
        Map<String, Double> numbers = new HashMap<>();
        json(arguments).properties().stream()
                .filter(e -> e.getValue().isNumber())
                .forEach(e -> numbers.put(e.getKey(), e.getValue().doubleValue()));
        return new SurrogateSpec(kind, numbers);
    }

    private String text(String key, String otherwise) {
        return file.metadata().getOrDefault(key, otherwise);
    }

    /** With layers as wide as {@code weights}, the prefix of the tensors, tells. */
    ModelDocument document(String weights) {
        int outputs = file.tensor(weights + "slstm2.lstm_cell.weight_hh").shape()[1];
        int classes = Integer.parseInt(text("classes", String.valueOf(outputs)));
        boolean inhibition = text("inhibition_layer1", "False").equals("True");
        LayerSpec first = layer(weights + "slstm1.", inhibition);
        return new ModelDocument(
                "golden",
                "1",
                IntStream.range(0, classes).mapToObj(c -> "class " + c).toList(),
                new InputSpec.Samples(first.inputs(), 1000),
                List.of(first, layer(weights + "slstm2.", false)),
                new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, outputs / classes),
                new DecisionSpec(10, 10, false),
                null);
    }

    private SlstmSpec layer(String prefix, boolean inhibition) {
        return new SlstmSpec(
                file.tensor(prefix + "lstm_cell.weight_ih").shape()[1],
                file.tensor(prefix + "lstm_cell.weight_hh").shape()[1],
                Reset.valueOf(text("reset_mechanism", "none").toUpperCase(Locale.ROOT)),
                inhibition,
                GoldenStateQuant.of(text("state_quant", "none")),
                false,
                surrogateSpec(text("surrogate", "atan"), text("surrogate_args", "{}")));
    }

    /** The network's tensors whose names begin with {@code prefix}, under ours. */
    Map<String, Tensor> tensors(String prefix) {
        Map<String, Tensor> tensors = new HashMap<>();
        file.tensors()
                .forEach(
                        (name, tensor) -> {
                            if (name.startsWith(prefix + "slstm")) {
                                tensors.put(ourName(name.substring(prefix.length())), tensor);
                            }
                        });
        return tensors;
    }

    private static String ourName(String name) {
        return name.replace("slstm1.", "layers.0.")
                .replace("slstm2.", "layers.1.")
                .replace("lstm_cell.", "");
    }

    LossTerm loss() {
        String name = text("loss", "").replace("_loss", "").toUpperCase(Locale.ROOT);
        LossTerm term = LossTerm.of(LossKind.valueOf(name));
        if (term.kind() == LossKind.MSE_TEMPORAL) {
            // snnTorch clamps one_hot * on_target at off_target from below: 0 and -1 become 0 for
            // every class, not the documented 0 and the last step, which is our default.
            return term.withTargets(0, 0);
        }
        JsonNode arguments = json(text("loss_args", "{}"));
        return arguments.has("correct_rate")
                ? term.withTargets(
                        arguments.get("correct_rate").doubleValue(),
                        arguments.get("incorrect_rate").doubleValue())
                : term;
    }

    /** Sequences of an update: {@code x} [..][T][B][X], labels [..][B] or [..][T][B]. */
    List<LabelledSequence> batch(int update) {
        int[] shape = file.tensor("x").shape();
        int dims = shape.length;
        int steps = shape[dims - 3];
        int batch = shape[dims - 2];
        List<LabelledSequence> sequences = new ArrayList<>();
        for (int b = 0; b < batch; b++) {
            sequences.add(sequence(update, b, steps, batch, shape[dims - 1]));
        }
        return sequences;
    }

    private LabelledSequence sequence(int update, int b, int steps, int batch, int inputs) {
        int[] ends = new int[steps];
        int[] indices = new int[steps * inputs];
        float[] values = new float[steps * inputs];
        int active = 0;
        for (int t = 0; t < steps; t++) {
            for (int c = 0; c < inputs; c++) {
                float x = file.values("x")[((update * steps + t) * batch + b) * inputs + c];
                if (x != 0) {
                    indices[active] = c;
                    values[active++] = x;
                }
            }
            ends[t] = active;
        }
        return new LabelledSequence(
                file.name() + " " + b,
                ends,
                java.util.Arrays.copyOf(indices, active),
                java.util.Arrays.copyOf(values, active),
                labels(update, b, steps, batch));
    }

    private int[] labels(int update, int b, int steps, int batch) {
        float[] target = file.values("target");
        boolean perStep = text("loss", "").equals("ce_per_step");
        int[] labels = new int[perStep ? steps : 1];
        for (int t = 0; t < labels.length; t++) {
            labels[t] = (int) target[(perStep ? t : update) * batch + b];
        }
        return labels;
    }

    static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    static void isClose(String what, float[] actual, float[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int n = 0; n < actual.length; n++) {
            assertThat((double) actual[n])
                    .as("%s[%d]", what, n)
                    .isCloseTo(expected[n], within(tolerance));
        }
    }
}
