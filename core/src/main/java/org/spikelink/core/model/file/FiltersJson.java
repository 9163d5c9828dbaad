package org.spikelink.core.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.ModelException;

/** The JSON of filters of events: a list of objects, the order is that of the filters. */
public final class FiltersJson {
    private FiltersJson() {}

    /**
     * Reads a file of filters, a list as {@code input.filters} of a model's document, or an object that holds the list
     * under the key {@code filters}.
     *
     * @throws ModelException naming the file and the key at fault
     */
    public static List<FilterSpec> read(Path file) {
        byte[] json = ModelFile.bytes(file);
        try {
            JsonNode content = ModelJson.parse(json, 0, json.length, "the filters");
            ObjectNode input = JsonNodeFactory.instance.objectNode();
            input.set("filters", content);
            JsonFields fields = new JsonFields(content.isObject() ? content : input, "input");
            List<FilterSpec> filters = read(fields.objects("filters"));
            fields.close();
            return filters;
        } catch (ModelException e) {
            throw new ModelException(file + ": " + e.getMessage(), e);
        }
    }

    static List<FilterSpec> read(List<JsonFields> objects) {
        List<FilterSpec> filters = new ArrayList<>();
        for (JsonFields fields : objects) {
            filters.add(read(fields));
            fields.close();
        }
        return filters;
    }

    private static FilterSpec read(JsonFields fields) {
        String kind = fields.text("kind");
        return switch (kind) {
            case "region" ->
                    new FilterSpec.Region(
                            fields.int32("x"),
                            fields.int32("y"),
                            fields.int32("width"),
                            fields.int32("height"));
            case "polarity" ->
                    new FilterSpec.Polarity(
                            fields.choice("keep", FilterSpec.Polarity.Keep.class, null));
            case "downsample" -> new FilterSpec.Downsample(fields.int32("factor"));
            case "refractory" -> new FilterSpec.Refractory(fields.integer("period_us"));
            case "background_activity" ->
                    new FilterSpec.BackgroundActivity(
                            integer(fields, "within_us", 10_000), fields.int32("neighbours", 1));
            case "hot_pixel" ->
                    new FilterSpec.HotPixel(
                            integer(fields, "max_hz", 500),
                            integer(fields, "window_us", 1_000_000),
                            fields.int32("windows", 3));
            case "flicker" ->
                    new FilterSpec.Flicker(
                            fields.int32("min_hz", 90),
                            fields.int32("max_hz", 130),
                            fields.int32("cycles", 5));
            case "rate_limit" ->
                    new FilterSpec.RateLimit(
                            fields.integer("max_hz"), integer(fields, "window_us", 1_000));
            default ->
                    throw new ModelException(
                            fields.at("kind")
                                    + " must be one of [region, polarity, downsample, refractory,"
                                    + " background_activity, hot_pixel, flicker, rate_limit] (got '"
                                    + kind
                                    + "')");
        };
    }

    private static long integer(JsonFields fields, String key, long otherwise) {
        return fields.has(key) ? fields.integer(key) : otherwise;
    }

    static void write(List<FilterSpec> filters, ArrayNode json) {
        for (FilterSpec filter : filters) {
            write(filter, json.addObject().put("kind", filter.kind()));
        }
    }

    private static void write(FilterSpec filter, ObjectNode json) {
        if (filter instanceof FilterSpec.Region region) {
            json.put("x", region.x()).put("y", region.y());
            json.put("width", region.width()).put("height", region.height());
        } else if (filter instanceof FilterSpec.Polarity polarity) {
            json.put("keep", ModelJsonWriter.name(polarity.keep()));
        } else if (filter instanceof FilterSpec.Downsample downsample) {
            json.put("factor", downsample.factor());
        } else if (filter instanceof FilterSpec.Refractory refractory) {
            json.put("period_us", refractory.periodUs());
        } else if (filter instanceof FilterSpec.BackgroundActivity activity) {
            json.put("within_us", activity.withinUs()).put("neighbours", activity.neighbours());
        } else if (filter instanceof FilterSpec.HotPixel hot) {
            json.put("max_hz", hot.maxHz()).put("window_us", hot.windowUs());
            json.put("windows", hot.windows());
        } else if (filter instanceof FilterSpec.Flicker flicker) {
            json.put("min_hz", flicker.minHz()).put("max_hz", flicker.maxHz());
            json.put("cycles", flicker.cycles());
        } else if (filter instanceof FilterSpec.RateLimit limit) {
            json.put("max_hz", limit.maxHz()).put("window_us", limit.windowUs());
        }
    }
}
