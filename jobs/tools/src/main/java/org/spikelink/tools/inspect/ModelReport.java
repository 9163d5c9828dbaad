package org.spikelink.tools.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spikelink.core.error.Printable;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.ModelWarnings;

/** {@link ModelFacts} as text and as JSON. */
public final class ModelReport {
    /** Keys of the input that have lines of their own. */
    private static final List<String> SEPARATE = List.of("slicing", "filters");

    private static final int WIDEST_TENSORS = 46;
    private static final int WIDEST_OPTIONS = 40;

    private ModelReport() {}

    /** An overview, a table of layers, one of bands if there are any, and warnings. */
    public static String text(ModelFacts facts) {
        StringBuilder text = new StringBuilder();
        text.append(overview(facts)).append(System.lineSeparator());
        text.append(layers(facts));
        if (facts.model().document().bands() != null) {
            text.append(System.lineSeparator()).append(bands(facts.model().document()));
        }
        for (String warning : ModelWarnings.of(facts.model())) {
            text.append(System.lineSeparator()).append("warning: ").append(warning);
        }
        return text.toString();
    }

    private static String overview(ModelFacts facts) {
        ModelDocument document = facts.model().document();
        ObjectNode json = facts.document();
        KeyValueTable table =
                new KeyValueTable()
                        .add("file", facts.path())
                        .add("name", Printable.of(document.name()))
                        .add("version", Printable.of(document.version()))
                        .add("sha256", facts.model().sha256())
                        .add("bytes", facts.bytes())
                        .add("parameters", facts.parameters())
                        .add("labels", joined(document.labels()))
                        .add("input", words(json.path("input")));
        if (json.path("input").has("slicing")) {
            table.add("slicing", words(json.path("input").path("slicing")));
        }
        int number = 0;
        for (JsonNode filter : json.path("input").path("filters")) {
            table.add("filter " + number++, words(filter));
        }
        table.add("readout", words(json.path("readout")))
                .add("decision", words(json.path("decision")))
                .add("training", json.has("training") ? words(json.path("training")) : "unknown");
        return table.toString();
    }

    private static String bands(ModelDocument document) {
        String recordings = "on " + document.bands().recordings() + " validation recordings";
        return AsciiTable.getTable(
                new Column[] {column("band"), column(recordings)},
                document.bands().named(document.labels()).entrySet().stream()
                        .map(
                                band ->
                                        new String[] {
                                            Printable.of(band.getKey()), band.getValue().text()
                                        })
                        .toArray(String[][]::new));
    }

    private static String joined(List<String> labels) {
        return labels.stream().map(Printable::of).collect(Collectors.joining(", "));
    }

    private static String layers(ModelFacts facts) {
        List<String[]> rows = new ArrayList<>();
        for (int n = 0; n < facts.model().document().layers().size(); n++) {
            LayerSpec layer = facts.model().document().layers().get(n);
            rows.add(
                    new String[] {
                        Integer.toString(n),
                        facts.document().path("layers").path(n).path("type").asText(),
                        shape(layer.inputImage(), layer.inputs())
                                + " -> "
                                + shape(layer.outputImage(), layer.outputs()),
                        Long.toString(facts.parameters(n)),
                        threshold(facts, n),
                        options(facts.document().path("layers").path(n)),
                        tensors(facts, n)
                    });
        }
        Column[] columns = {
            column("layer"),
            column("type"),
            column("shape"),
            column("parameters").dataAlign(HorizontalAlign.RIGHT),
            column("threshold"),
            column("options").maxWidth(WIDEST_OPTIONS, OverflowBehaviour.NEWLINE),
            column("tensors").maxWidth(WIDEST_TENSORS, OverflowBehaviour.NEWLINE)
        };
        return AsciiTable.getTable(columns, rows.toArray(new String[0][]));
    }

    /** An image's channels, height and width, else the number of values. */
    private static String shape(Optional<Image> image, int values) {
        return image.map(Image::toString).orElse(Integer.toString(values));
    }

    private static Column column(String header) {
        return new Column().header(header).dataAlign(HorizontalAlign.LEFT);
    }

    private static String threshold(ModelFacts facts, int layer) {
        return ThresholdRange.of(facts.model().weights().get(layer))
                .map(ThresholdRange::toString)
                .orElse("none");
    }

    private static String tensors(ModelFacts facts, int layer) {
        String prefix = ModelFacts.prefix(layer);
        return facts.tensors().entrySet().stream()
                .filter(tensor -> tensor.getKey().startsWith(prefix))
                .map(
                        tensor ->
                                tensor.getKey().substring(prefix.length())
                                        + " "
                                        + tensor.getValue().shapeText())
                .collect(Collectors.joining("\n"));
    }

    private static String options(JsonNode layer) {
        ObjectNode rest = ((ObjectNode) layer).deepCopy();
        rest.remove(List.of("type", "in", "inputs", "hidden", "outputs"));
        return words(rest);
    }

    /** The values of a JSON object in one line: {@code kind events, width 34}. */
    private static String words(JsonNode json) {
        return json.properties().stream()
                .filter(field -> !SEPARATE.contains(field.getKey()))
                .map(field -> Printable.of(field.getKey()) + " " + word(field.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String word(JsonNode value) {
        if (value.isObject()) {
            return "(" + words(value) + ")";
        }
        return value.isNull() ? "none" : Printable.of(value.asText());
    }

    /**
     * {name, version, sha256, bytes, parameters, labels, input, slicing, layers, readout, decision, training, bands,
     * warnings}: the parts of the model's document by name, {@code slicing} also at the top level, and each layer
     * with its number of parameters, threshold {min, max} and tensor shapes; null where the model has none.
     */
    public static ObjectNode json(ModelFacts facts) {
        ObjectNode document = facts.document();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("name", document.get("name"));
        json.set("version", document.get("version"));
        json.put("sha256", facts.model().sha256());
        json.put("bytes", facts.bytes());
        json.put("parameters", facts.parameters());
        json.set("labels", document.get("labels"));
        json.set("input", document.get("input"));
        json.set("slicing", document.get("input").get("slicing"));
        for (int n = 0; n < facts.model().weights().size(); n++) {
            json.withArray("layers").add(layer(facts, n));
        }
        json.set("readout", document.get("readout"));
        json.set("decision", document.get("decision"));
        json.set("training", document.get("training"));
        json.set("bands", document.get("bands"));
        ModelWarnings.of(facts.model()).forEach(json.putArray("warnings")::add);
        return json;
    }

    private static ObjectNode layer(ModelFacts facts, int n) {
        ObjectNode json = ((ObjectNode) facts.document().path("layers").path(n)).deepCopy();
        json.put("parameters", facts.parameters(n));
        ThresholdRange.of(facts.model().weights().get(n))
                .ifPresentOrElse(
                        range ->
                                json.putObject("threshold")
                                        .put("min", range.min())
                                        .put("max", range.max()),
                        () -> json.putNull("threshold"));
        ObjectNode shapes = json.putObject("tensors");
        String prefix = ModelFacts.prefix(n);
        facts.tensors()
                .forEach(
                        (name, tensor) -> {
                            if (name.startsWith(prefix)) {
                                for (int size : tensor.shape()) {
                                    shapes.withArray(name.substring(prefix.length())).add(size);
                                }
                            }
                        });
        return json;
    }
}
