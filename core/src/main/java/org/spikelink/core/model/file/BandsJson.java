package org.spikelink.core.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.Band;
import org.spikelink.core.model.Bands;
import org.spikelink.core.model.ModelException;

/**
 * The JSON of a model's bands; each is a list of its lowest and highest value.
 *
 * <pre>
 * {"recordings": 60, "layers": [{"firing_rate": [0.01, 0.12], "active_inputs": [0.002, 0.03]}],
 *  "confidence": [0.71, 0.99], "class_shares": [[0.2, 0.5], [0.5, 0.8]]}
 * </pre>
 */
final class BandsJson {
    private BandsJson() {}

    static Bands read(JsonFields fields) {
        List<Bands.LayerBands> layers = new ArrayList<>();
        for (JsonFields layer : fields.objects("layers")) {
            layers.add(
                    new Bands.LayerBands(
                            band(layer, "firing_rate"), required(layer, "active_inputs")));
            layer.close();
        }
        List<Band> shares = new ArrayList<>();
        if (fields.has("class_shares")) {
            for (JsonNode share : fields.list("class_shares")) {
                shares.add(band(share, fields.at("class_shares")));
            }
        }
        Bands bands =
                new Bands(fields.int32("recordings"), layers, band(fields, "confidence"), shares);
        fields.close();
        return bands;
    }

    private static Band required(JsonFields fields, String key) {
        return band(fields.list(key), fields.at(key));
    }

    private static Band band(JsonFields fields, String key) {
        return fields.has(key) ? required(fields, key) : null;
    }

    private static Band band(JsonNode value, String path) {
        boolean isPair = value.size() == 2 && value.get(0).isNumber() && value.get(1).isNumber();
        if (!isPair) {
            throw new ModelException(
                    "%s must be two numbers, [low, high] (got %s)"
                            .formatted(path, JsonFields.shown(value)));
        }
        try {
            return new Band(value.get(0).doubleValue(), value.get(1).doubleValue());
        } catch (ModelException e) {
            throw new ModelException(path + ": " + e.getMessage(), e);
        }
    }

    static void write(Bands bands, ObjectNode json) {
        json.put("recordings", bands.recordings());
        ArrayNode layers = json.putArray("layers");
        for (Bands.LayerBands layer : bands.layers()) {
            ObjectNode entry = layers.addObject();
            if (layer.firingRate() != null) {
                write(layer.firingRate(), entry.putArray("firing_rate"));
            }
            write(layer.activeInputs(), entry.putArray("active_inputs"));
        }
        if (bands.confidence() != null) {
            write(bands.confidence(), json.putArray("confidence"));
        }
        if (!bands.classShares().isEmpty()) {
            ArrayNode shares = json.putArray("class_shares");
            bands.classShares().forEach(share -> write(share, shares.addArray()));
        }
    }

    private static void write(Band band, ArrayNode to) {
        to.add(band.low()).add(band.high());
    }
}
