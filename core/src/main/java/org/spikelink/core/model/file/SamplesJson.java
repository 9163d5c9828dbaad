package org.spikelink.core.model.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Missing;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;

/** The JSON of an input of samples; options with default values are not written. */
final class SamplesJson {
    private static final String DIRECT = "direct";

    private SamplesJson() {}

    static InputSpec.Samples read(JsonFields fields) {
        return new InputSpec.Samples(
                fields.int32("channels"),
                fields.integer("period_us"),
                fields.has("pooling") ? pooling(fields.object("pooling")) : Pooling.NONE,
                fields.has("normalization")
                        ? normalization(fields.object("normalization"))
                        : Normalization.NONE,
                encoder(fields),
                fields.choice("missing", Missing.class, Missing.REJECT));
    }

    private static Pooling pooling(JsonFields fields) {
        Pooling pooling =
                new Pooling(
                        fields.int32("samples"),
                        fields.choice("by", Pooling.By.class, Pooling.By.SUM));
        fields.close();
        return pooling;
    }

    private static Normalization normalization(JsonFields fields) {
        Normalization normalization =
                new Normalization(fields.numbers("offset"), fields.numbers("scale"));
        fields.close();
        return normalization;
    }

    /** An object; {@code direct}, which has no arguments, may be a text. */
    private static EncoderSpec encoder(JsonFields input) {
        if (!input.has("encoder")) {
            return new EncoderSpec.Direct();
        }
        if (input.isText("encoder")) {
            return encoder(input.text("encoder"), JsonFields.none(input.at("encoder")));
        }
        JsonFields fields = input.object("encoder");
        EncoderSpec encoder = encoder(fields.text("kind"), fields);
        fields.close();
        return encoder;
    }

    private static EncoderSpec encoder(String kind, JsonFields fields) {
        return switch (kind) {
            case DIRECT -> new EncoderSpec.Direct();
            case "delta" ->
                    new EncoderSpec.Delta(
                            fields.number("threshold", 0.1),
                            fields.flag("padding", false),
                            fields.flag("off_spike", false));
            case "step_forward" -> new EncoderSpec.StepForward(fields.number("threshold", 0.1));
            case "moving_window" ->
                    new EncoderSpec.MovingWindow(
                            fields.int32("window"), fields.number("threshold", 0.1));
            case "integrate_and_fire" ->
                    new EncoderSpec.IntegrateAndFire(
                            fields.int32("steps", 1),
                            fields.number("threshold", 1),
                            fields.number("beta", 1),
                            fields.flag("off_spike", false));
            case "latency" -> latency(fields);
            case "rate" ->
                    new EncoderSpec.Rate(
                            fields.int32("steps"),
                            fields.number("gain", 1),
                            fields.number("offset", 0),
                            fields.has("seed") ? fields.integer("seed") : 0);
            default ->
                    throw new ModelException(
                            "input.encoder must be one of [direct, delta, step_forward, moving_window, integrate_and_fire, latency, rate] (got '"
                                    + kind
                                    + "')");
        };
    }

    private static EncoderSpec.Latency latency(JsonFields fields) {
        double threshold = fields.number("threshold", 0.01);
        double tau = fields.number("tau", 1);
        return new EncoderSpec.Latency(
                fields.int32("steps"),
                threshold,
                tau,
                fields.flag("linear", false),
                fields.flag("normalize", false),
                fields.flag("clip", false),
                fields.number("max_time", EncoderSpec.Latency.latest(threshold, tau)));
    }

    static void write(InputSpec.Samples input, ObjectNode json) {
        json.put("kind", "samples");
        json.put("channels", input.channels());
        json.put("period_us", input.periodUs());
        if (!input.pooling().equals(Pooling.NONE)) {
            json.putObject("pooling")
                    .put("samples", input.pooling().samples())
                    .put("by", ModelJsonWriter.name(input.pooling().by()));
        }
        if (!input.normalization().isNone()) {
            ObjectNode normalization = json.putObject("normalization");
            input.normalization().offset().forEach(normalization.putArray("offset")::add);
            input.normalization().scale().forEach(normalization.putArray("scale")::add);
        }
        if (input.encoder() instanceof EncoderSpec.Direct) {
            json.put("encoder", DIRECT);
        } else {
            write(input.encoder(), json.putObject("encoder"));
        }
        if (input.missing() != Missing.REJECT) { // older versions do not know the key
            json.put("missing", ModelJsonWriter.name(input.missing()));
        }
    }

    private static void write(EncoderSpec encoder, ObjectNode json) {
        if (encoder instanceof EncoderSpec.Delta delta) {
            json.put("kind", "delta").put("threshold", delta.threshold());
            json.put("padding", delta.padding()).put("off_spike", delta.offSpike());
        } else if (encoder instanceof EncoderSpec.StepForward forward) {
            json.put("kind", "step_forward").put("threshold", forward.threshold());
        } else if (encoder instanceof EncoderSpec.MovingWindow moving) {
            json.put("kind", "moving_window").put("window", moving.window());
            json.put("threshold", moving.threshold());
        } else if (encoder instanceof EncoderSpec.IntegrateAndFire fire) {
            json.put("kind", "integrate_and_fire").put("steps", fire.steps());
            json.put("threshold", fire.threshold()).put("beta", fire.beta());
            json.put("off_spike", fire.offSpike());
        } else if (encoder instanceof EncoderSpec.Latency latency) {
            json.put("kind", "latency").put("steps", latency.steps());
            json.put("threshold", latency.threshold()).put("tau", latency.tau());
            json.put("linear", latency.linear()).put("normalize", latency.normalize());
            json.put("clip", latency.clip()).put("max_time", latency.maxTime());
        } else if (encoder instanceof EncoderSpec.Rate rate) {
            json.put("kind", "rate").put("steps", rate.steps());
            json.put("gain", rate.gain()).put("offset", rate.offset()).put("seed", rate.seed());
        }
    }
}
