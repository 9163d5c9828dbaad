package org.spikelink.core.model.file;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.TrainingSpec;

/** Writes the JSON document of a model, every key spelled out, in one order. */
public final class ModelJsonWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();

    private ModelJsonWriter() {}

    public static ObjectNode write(ModelDocument document) {
        ObjectNode json = NODES.objectNode();
        json.put("format", ModelDocument.FORMAT);
        json.put("name", document.name());
        json.put("version", document.version());
        document.labels().forEach(json.putArray("labels")::add);
        json.set("input", input(document.input()));
        document.layers().stream()
                .map(layer -> MAPPER.<ObjectNode>valueToTree(layer.json()))
                .forEach(json.putArray("layers")::add);
        ObjectNode readout = json.putObject("readout");
        readout.put("kind", name(document.readout().kind()));
        readout.put("population", document.readout().population());
        if (document.readout().temperature() != 1) { // older versions do not know the key
            readout.put("temperature", document.readout().temperature());
        }
        json.set("decision", decision(document.decision()));
        if (document.training() != null) {
            json.set("training", training(document.training()));
        }
        if (document.carryState()) { // older versions do not know the key
            json.put("carry_state", true);
        }
        if (document.bands() != null) {
            BandsJson.write(document.bands(), json.putObject("bands"));
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
            if (events.tauUs() > 0) {
                json.put("tau_us", events.tauUs());
            }
            json.set("slicing", slicing(events.slicing()));
            if (!events.filters().isEmpty()) {
                FiltersJson.write(events.filters(), json.putArray("filters"));
            }
        } else if (input instanceof InputSpec.Samples samples) {
            SamplesJson.write(samples, json);
        }
        return json;
    }

    /** Keys that older versions do not know are left out where they change nothing. */
    private static ObjectNode decision(DecisionSpec decision) {
        ObjectNode json = NODES.objectNode();
        json.put("window_bins", decision.windowBins());
        json.put("stride_bins", decision.strideBins());
        json.put("reset_after_window", decision.resetAfterWindow());
        if (decision.atEnd() != DecisionSpec.AtEnd.FIRST) {
            json.put("at_end", name(decision.atEnd()));
        }
        if (decision.abstainBelow() > 0) {
            json.put("abstain_below", decision.abstainBelow());
        }
        if (decision.early() != null) {
            json.putObject("early")
                    .put("confidence", decision.early().confidence())
                    .put("steps", decision.early().steps());
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
