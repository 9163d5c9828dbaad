package org.spikelink.operators.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BareStepper;
import org.spikelink.operators.BatchBuilder;

/**
 * The stream whose state lies in {@code src/test/resources} in format version 1, in the middle of a bin and of two
 * windows. Fixed for ever, as those files are. Public because Flink loads the classes that use it with a loader of
 * their own.
 */
public final class StreamOfFormat1 {
    public static final String NAME = "stream-state-format-1";
    public static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final int BEFORE = 50;
    private static final int AFTER = 50;

    private StreamOfFormat1() {}

    /** The model that the state belongs to. */
    public static Model model() {
        return ModelFile.read(RESOURCES.resolve(NAME + "-model.safetensors"));
    }

    /** The batches that led to the state. */
    public static List<SensorBatch> before() {
        return batches().subList(0, BEFORE);
    }

    /** The batches that follow. */
    public static List<SensorBatch> after() {
        return batches().subList(BEFORE, BEFORE + AFTER);
    }

    /** A stepper that holds the state, as computed today. */
    public static BareStepper stepped() {
        return new BareStepper(model(), StepperOptions.DEFAULTS).feed(before());
    }

    /** An event each 1.7 ms, three a batch. */
    private static List<SensorBatch> batches() {
        BatchBuilder sensor = new BatchBuilder("sensor");
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = 0; n < BEFORE + AFTER; n++) {
            long timeUs = 5_100L * n;
            batches.add(sensor.at(timeUs, timeUs + 1_700, timeUs + 3_400));
        }
        return batches;
    }
}
