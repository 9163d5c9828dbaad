package org.spikelink.core.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.TreeMap;

/** Writes the JSON document of a model, every key spelled out, in one order. */
final class ModelJsonWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ModelJsonWriter() {}

    static ObjectNode write(ModelDocument document) {
        ObjectNode json = NODES.objectNode();
        json.put("format", ModelDocument.FORMAT);
        json.put("name", document.name());
        json.put("version", document.version());
        document.labels().forEach(json.putArray("labels")::add);
        json.set("input", input(document.input()));
        document.layers().stream()
                .map(ModelJsonWriter::layer)
                .forEach(json.putArray("layers")::add);
        ObjectNode readout = json.putObject("readout");
        readout.put("kind", name(document.readout().kind()));
        readout.put("population", document.readout().population());
        ObjectNode decision = json.putObject("decision");
        decision.put("window_bins", document.decision().windowBins());
        decision.put("stride_bins", document.decision().strideBins());
        decision.put("reset_after_window", document.decision().resetAfterWindow());
        if (document.training() != null) {
            json.set("training", training(document.training()));
        }
        return json;
    }

    private static ObjectNode input(InputSpec input) {
        ObjectNode json = NODES.objectNode();
        if (input instanceof InputSpec.Events events) {
            json.put("kind", "events");
            json.put("width", events.width());
            json.put("height", events.height());
            json.put("polarities", events.polarities());
            json.put("downsample", events.downsample());
            json.put("value", name(events.value()));
            json.set("slicing", slicing(events.slicing()));
        } else if (input instanceof InputSpec.Samples samples) {
            SamplesJson.write(samples, json);
        }
        return json;
    }

    private static ObjectNode slicing(Slicing slicing) {
        ObjectNode json = NODES.objectNode();
        if (slicing instanceof Slicing.Time time) {
            json.put("kind", "time").put("bin_us", time.binUs()).put("origin", name(time.origin()));
        } else if (slicing instanceof Slicing.Count count) {
            json.put("kind", "count").put("events", count.events());
        } else {
            json.put("kind", "batch");
        }
        return json;
    }

    private static ObjectNode layer(LayerSpec layer) {
        ObjectNode json = NODES.objectNode();
        if (layer instanceof LayerSpec.Slstm slstm) {
            json.put("type", "slstm").put("inputs", slstm.inputs()).put("hidden", slstm.hidden());
            json.put("reset", name(slstm.reset()));
            json.put("inhibition", slstm.inhibition());
            json.set("state_quant", stateQuant(slstm.stateQuant()));
            json.put("stateless", slstm.stateless());
            if (slstm.surrogate() != null) {
                ObjectNode surrogate =
                        json.putObject("surrogate").put("kind", slstm.surrogate().kind());
                new TreeMap<>(slstm.surrogate().arguments()).forEach(surrogate::put);
            }
        } else {
            json.put("type", "linear")
                    .put("inputs", layer.inputs())
                    .put("outputs", layer.outputs());
        }
        return json;
    }

    private static ObjectNode stateQuant(StateQuant quant) {
        if (quant == null) {
            return null;
        }
        ObjectNode json = NODES.objectNode();
        json.put("num_bits", quant.numBits());
        json.put("uniform", quant.uniform());
        json.put("thr_centered", quant.thrCentered());
        json.put("threshold", quant.threshold());
        json.put("lower_limit", quant.lowerLimit());
        json.put("upper_limit", quant.upperLimit());
        json.put("multiplier", quant.multiplier());
        return json;
    }

    private static ObjectNode training(TrainingSpec training) {
        ObjectNode json = NODES.objectNode();
        json.put("dataset", training.dataset());
        json.put("accuracy", training.accuracy());
        json.put("date", training.date());
        json.put("seed", training.seed());
        return json;
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
