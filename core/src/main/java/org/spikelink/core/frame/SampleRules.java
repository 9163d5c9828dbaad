package org.spikelink.core.frame;

import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/** The rules that a batch of samples must keep, checked before anything is changed. */
final class SampleRules {
    private static final float MAX_MAGNITUDE = 1e9f;

    private final InputSpec.Samples spec;
    private final int steps;
    private final BinClock clock;
    private final SampleSlots slots;

    SampleRules(InputSpec.Samples spec, BinClock clock, SampleSlots slots) {
        this.spec = spec;
        this.steps = spec.encoder().steps();
        this.clock = clock;
        this.slots = slots;
    }

    /** See {@link Bins#refusal}. */
    String refusal(BinState from, SensorBatch candidate, int maxBins) {
        if (!(candidate.payload() instanceof Samples payload)) {
            return isEmpty(candidate) ? null : "the model takes samples (got events)";
        }
        String refusal = refusal(payload);
        return refusal != null ? refusal : tooLong(from, candidate, payload, maxBins);
    }

    private static boolean isEmpty(SensorBatch batch) {
        return batch.payload() instanceof PackedEvents events && events.length() == 0;
    }

    private String refusal(Samples payload) {
        float[] values = payload.values();
        if (payload.channels() != spec.channels() || values.length % spec.channels() != 0) {
            return "samples must have %d channels (got %d and %d values)"
                    .formatted(spec.channels(), payload.channels(), values.length);
        }
        for (int n = 0; n < values.length; n++) {
            if (!(Math.abs(values[n]) <= MAX_MAGNITUDE)) {
                return "value %d must be finite and at most 1e9 (got %s)".formatted(n, values[n]);
            }
        }
        return null;
    }

    private String tooLong(BinState from, SensorBatch candidate, Samples payload, int maxBins) {
        int count = payload.values().length / spec.channels();
        long atLeast = (long) count / spec.pooling().samples() * steps;
        if (atLeast > maxBins) {
            return EventGrid.tooManyBins(atLeast, maxBins);
        }
        if (candidate.startUs() + count * spec.periodUs() > SensorBatch.MAX_TIME_US) {
            return "sample times must be at most 2^62 us (got a start of %d)"
                    .formatted(candidate.startUs());
        }
        long bins = steps * binsClosedBy(from, candidate, count);
        return bins <= maxBins ? null : EventGrid.tooManyBins(bins, maxBins);
    }

    /** Goes through the samples' times without touching the stream. */
    private long binsClosedBy(BinState from, SensorBatch candidate, int count) {
        BinState trial = from.withoutInputs();
        long bins = 0;
        for (int n = 0; n < count; n++) {
            long timeUs = candidate.startUs() + n * spec.periodUs();
            bins += clock.closedTowards(trial, timeUs);
            if (clock.inOpenBin(trial, timeUs) && !slots.isLate(trial, timeUs)) {
                trial.events++;
                if (slots.fill(trial, timeUs)) {
                    clock.closed(trial);
                    bins++;
                }
            }
        }
        return bins + clock.closedUntil(trial, candidate.untilUs());
    }
}
