package org.spikelink.trainer.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.LayerTraining.Beta;

/**
 * A layer as {@code layers} describes it: its type and options, the shape of its inputs left out. See {@link LayerText}.
 *
 * @param text as it was written, for messages
 * @param type of the layer
 * @param options by name, with their defaults left out
 */
public record LayerPlan(String text, Type type, Map<String, String> options) {
    /** The types, with their options; the first is set by a number alone. */
    public enum Type {
        CONV2D("channels", "kernel", "stride", "padding", "batch_norm"),
        LEAKY("beta", "reset", "learn_beta"),
        POOL2D("kernel", "by"),
        SCONV2DLSTM("channels", "kernel", "pool", "reset"),
        SLSTM("hidden", "reset", "inhibition"),
        LINEAR("outputs");

        private final String options;

        Type(String... options) {
            this.options = String.join(" ", options);
        }

        List<String> options() {
            return List.of(options.split(" ", -1));
        }

        /** As a model file names it. */
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int DEFAULT_KERNEL = 3;

    public LayerPlan {
        options = Map.copyOf(options);
    }

    /** Whether its outputs are spikes. */
    public boolean spikes() {
        return type == Type.LEAKY || type == Type.SLSTM || type == Type.SCONV2DLSTM;
    }

    /** Whether mem stays within -1..1. */
    boolean isBounded() {
        return type == Type.SLSTM || type == Type.SCONV2DLSTM;
    }

    LayerTraining training() {
        return new LayerTraining(flag("batch_norm"), choice("learn_beta", Beta.class, Beta.FIXED));
    }

    /**
     * The layer behind inputs of this shape.
     *
     * @param outputs of a last layer, if it does not say; 0 for others
     * @param quant of slstm layers, or null
     * @throws IllegalArgumentException naming the option at fault
     */
    LayerSpec spec(Image in, int outputs, StateQuant quant, SurrogateSpec surrogate) {
        Reset reset = choice("reset", Reset.class, Reset.NONE);
        return switch (type) {
            case CONV2D -> {
                int kernel = whole("kernel", DEFAULT_KERNEL);
                yield new Conv2dSpec(
                        in,
                        whole("channels", 0),
                        kernel,
                        whole("stride", 1),
                        whole("padding", kernel / 2));
            }
            case LEAKY -> leaky(in, reset, surrogate);
            case POOL2D -> new Pool2dSpec(in, pooling());
            case SCONV2DLSTM ->
                    new SConv2dLstmSpec(
                            in,
                            whole("channels", 0),
                            whole("kernel", DEFAULT_KERNEL),
                            pool(),
                            reset,
                            surrogate);
            case SLSTM ->
                    new SlstmSpec(
                            (int) in.size(),
                            whole("hidden", outputs),
                            reset,
                            flag("inhibition"),
                            quant,
                            false,
                            surrogate);
            case LINEAR -> new LinearSpec((int) in.size(), whole("outputs", outputs));
        };
    }

    private LeakySpec leaky(Image in, Reset reset, SurrogateSpec surrogate) {
        LeakySpec spec = new LeakySpec(in, number("beta", 0), reset, surrogate);
        if (spec.stateless() && options.containsKey("learn_beta")) {
            throw wrong("learn_beta", "needs a beta above 0 to start from, or a reset");
        }
        return spec;
    }

    private Pooling2d pooling() {
        return new Pooling2d(
                whole("kernel", 2), choice("by", Pooling2d.By.class, Pooling2d.By.MAX));
    }

    /** {@code max2} or {@code avg2}; null for none. */
    private Pooling2d pool() {
        String pool = options.get("pool");
        if (pool == null) {
            return null;
        }
        for (Pooling2d.By by : Pooling2d.By.values()) {
            String name = by.name().toLowerCase(Locale.ROOT);
            if (pool.startsWith(name)) {
                return new Pooling2d(whole("pool", pool.substring(name.length())), by);
            }
        }
        throw wrong("pool", "must be max or avg with the side of its squares, such as max2");
    }

    private int whole(String key, int otherwise) {
        String value = options.get(key);
        return value == null ? otherwise : whole(key, value);
    }

    private int whole(String key, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw wrong(key, "must be a whole number");
        }
    }

    private double number(String key, double otherwise) {
        String value = options.get(key);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong(key, "must be a number");
        }
    }

    private boolean flag(String key) {
        String value = options.getOrDefault(key, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(key, "must be true or false");
        }
        return value.equals("true");
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        String value = options.get(key);
        if (value == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        List<String> names =
                java.util.Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList();
        throw wrong(key, "must be one of " + String.join(", ", names));
    }

    private IllegalArgumentException wrong(String key, String rule) {
        return new IllegalArgumentException(
                "%s %s (got '%s')".formatted(key, rule, options.get(key)));
    }
}
