package org.spikelink.jobs.inspect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.spikelink.core.kernel.Reset;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.TrainingSpec;

/** A model of 2x1 pixels and two neurons, of which one can never spike. */
public final class TinyModel {
    private TinyModel() {}

    /** The model itself. */
    public static Model model() {
        return Model.of(
                new ModelDocument(
                        "tiny",
                        "7",
                        List.of("left", "right"),
                        new InputSpec.Events(
                                2,
                                1,
                                2,
                                1,
                                InputSpec.Value.COUNT,
                                new Slicing.Time(10_000, Slicing.Origin.FIRST_EVENT)),
                        List.of(
                                new LayerSpec.Slstm(
                                        4, 2, Reset.SUBTRACT, false, null, false, null)),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        new DecisionSpec(30, 30, true),
                        new TrainingSpec("nothing", 0.5, "2026-01-31", 3L)),
                Map.of(
                        "layers.0.weight_ih", new Tensor(new int[] {8, 4}, new float[32]),
                        "layers.0.weight_hh", new Tensor(new int[] {8, 2}, new float[16]),
                        "layers.0.threshold", Tensor.of(0.25f, 1f)));
    }

    /** Its file, {@code name} in {@code folder}. */
    public static Path write(Path folder, String name) {
        Path file = folder.resolve(name);
        ModelFile.write(model(), file);
        return file;
    }
}
