package org.spikelink.core.kernel.slstm;

import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.file.JsonFields;
import org.spikelink.core.model.file.LayerType;

/** {@code {"type": "slstm", "inputs": X, "hidden": H, ...}}. */
public final class SlstmType implements LayerType {
    @Override
    public String name() {
        return SlstmSpec.TYPE;
    }

    @Override
    public LayerSpec read(JsonFields fields) {
        return new SlstmSpec(
                fields.int32("inputs"),
                fields.int32("hidden"),
                fields.choice("reset", Reset.class, Reset.NONE),
                fields.flag("inhibition", false),
                fields.has("state_quant") ? stateQuant(fields.object("state_quant")) : null,
                fields.flag("stateless", false),
                fields.surrogate("surrogate"));
    }

    private static StateQuant stateQuant(JsonFields fields) {
        StateQuant defaults = StateQuant.DEFAULTS;
        StateQuant quant =
                new StateQuant(
                        fields.int32("num_bits", defaults.numBits()),
                        fields.flag("uniform", defaults.uniform()),
                        fields.flag("thr_centered", defaults.thrCentered()),
                        fields.number("threshold", defaults.threshold()),
                        fields.number("lower_limit", defaults.lowerLimit()),
                        fields.number("upper_limit", defaults.upperLimit()),
                        fields.has("multiplier") ? (Double) fields.number("multiplier", 0) : null);
        fields.close();
        return quant;
    }
}
