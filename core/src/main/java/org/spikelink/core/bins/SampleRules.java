package org.spikelink.core.bins;

import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.SampleCheck;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/** The rules for a batch of samples, checked before anything is changed. */
final class SampleRules {
    private final InputSpec.Samples spec;
    private final SampleCheck check;
    private final int steps;
    private final BinClock clock;
    private final SampleSlots slots;

    SampleRules(InputSpec.Samples spec, BinClock clock, SampleSlots slots) {
        this.spec = spec;
        check = new SampleCheck(spec.channels(), spec.periodUs(), false);
        this.steps = spec.encoder().steps();
        this.clock = clock;
        this.slots = slots;
    }

    /** See {@link Bins#rejection}. */
    String rejection(BinState from, SensorBatch candidate, int maxBins) {
        String rejection = check.rejection(candidate);
        if (rejection != null || !(candidate.payload() instanceof Samples payload)) {
            return rejection;
        }
        int count = payload.values().length / spec.channels();
        long atLeast = (long) count / spec.pooling().samples() * steps;
        if (atLeast > maxBins) {
            return EventGrid.tooManyBins(atLeast, maxBins);
        }
        long bins = steps * binsClosedBy(from, candidate, count);
        return bins <= maxBins ? null : EventGrid.tooManyBins(bins, maxBins);
    }

    /** Counts the bins from the times of the samples; the stream is not changed. */
    private long binsClosedBy(BinState from, SensorBatch candidate, int count) {
        BinTrial trial = new BinTrial(clock, from);
        for (int n = 0; n < count; n++) {
            long timeUs = candidate.startUs() + n * spec.periodUs();
            if (trial.reach(timeUs) && !slots.isLate(trial.state(), timeUs)) {
                trial.fill();
                if (slots.fill(trial.state(), timeUs)) {
                    trial.close();
                }
            }
        }
        return trial.bins(candidate.untilUs());
    }
}
