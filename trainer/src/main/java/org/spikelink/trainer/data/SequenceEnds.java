package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.spikelink.core.frame.BinCursor;
import org.spikelink.core.frame.BinState;
import org.spikelink.core.frame.Bins;
import org.spikelink.core.frame.Bins.Cut;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;

/** Finds recordings whose sequences, as {@link FrameCutter} cuts them, end before they do. Of one thread. */
final class SequenceEnds {
    private final Bins bins;
    private final int maxSteps;
    private final BinCursor cursor = new BinCursor();
    private final FrameGroup frames = new FrameGroup();

    /** Where a sequence ends. */
    private enum End {
        WITH_THE_RECORDING,
        WITH_THE_WINDOW,
        BEFORE_A_SILENCE
    }

    private SequenceEnds(InputSpec input, DecisionSpec decision) {
        bins = Bins.of(input, StepperOptions.DEFAULTS.maxGapBins());
        maxSteps = FrameCutter.maxSteps(decision);
    }

    /** A line for each cause. */
    static List<String> warnings(List<Item> items, InputSpec input, DecisionSpec decision) {
        SequenceEnds cut = new SequenceEnds(input, decision);
        List<End> ends = items.stream().map(item -> cut.end(batch(item))).toList();
        List<String> warnings = new ArrayList<>();
        int window = Collections.frequency(ends, End.WITH_THE_WINDOW);
        if (window > 0) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d recordings are longer than window-bins, %d: only their beginning is learned from",
                            window,
                            ends.size(),
                            decision.windowBins()));
        }
        int silence = Collections.frequency(ends, End.BEFORE_A_SILENCE);
        if (silence > 0) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d recordings fall silent for more than %d bins, or set their clock back: only what"
                                    + " comes before is learned from",
                            silence,
                            ends.size(),
                            StepperOptions.DEFAULTS.maxGapBins()));
        }
        return warnings;
    }

    private static SensorBatch batch(Item item) {
        if (item instanceof EventItem events) {
            return FrameCutter.batch(events, events.events());
        }
        SeriesItem series = (SeriesItem) item;
        Samples samples = new Samples(series.series().values(), series.series().channels());
        return FrameCutter.batch(series.recording().name(), 0, samples);
    }

    /** Cuts on behind the window to see whether more comes. */
    private End end(SensorBatch batch) {
        cursor.clear();
        cursor.begin(new BinState(), batch);
        int steps = 0;
        Cut cut = next();
        for (; cut == Cut.BIN && steps < maxSteps; steps++) {
            cut = next();
        }
        if (cut == Cut.BIN) {
            return End.WITH_THE_WINDOW;
        }
        if (cut != Cut.DONE) {
            return End.BEFORE_A_SILENCE;
        }
        frames.clear();
        for (; bins.close(cursor, frames); steps++) {
            if (steps == maxSteps) {
                return End.WITH_THE_WINDOW;
            }
        }
        return End.WITH_THE_RECORDING;
    }

    private Cut next() {
        frames.clear();
        return bins.next(cursor, frames);
    }
}
