package org.spikelink.tools.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@link SeriesFacts} as text and as JSON. */
public final class SeriesReport {
    private SeriesReport() {}

    /** One figure per line. */
    public static String text(SeriesFacts facts) {
        return new KeyValueTable()
                .add("file", facts.path())
                .add("bytes", facts.bytes())
                .add("series", facts.series())
                .add("channels", facts.channels())
                .add("samples", facts.samples())
                .add("shortest", facts.shortest())
                .add("longest", facts.longest())
                .add("values", facts.smallest() + " to " + facts.largest())
                .add("missing", facts.missing())
                .add(facts.perStep() ? "labels of samples" : "labels", facts.labels())
                .toString();
    }

    /** The same figures; {@code labels} is an object of counts. */
    public static ObjectNode json(SeriesFacts facts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("bytes", facts.bytes());
        json.put("series", facts.series());
        json.put("channels", facts.channels());
        json.put("samples", facts.samples());
        json.put("shortest", facts.shortest());
        json.put("longest", facts.longest());
        json.put("smallest", facts.smallest());
        json.put("largest", facts.largest());
        json.put("missing", facts.missing());
        json.put("labelled_samples", facts.perStep());
        ObjectNode labels = json.putObject("labels");
        facts.labels().forEach(labels::put);
        return json;
    }
}
