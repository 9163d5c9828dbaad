package org.spikelink.core.bins;

import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Reads a batch of events once before anything is changed: checks the events and counts the bins of time that they
 * close.
 */
final class TimeScan {
    private final EventGrid grid;
    private final BinClock clock;

    TimeScan(EventGrid grid, BinClock clock) {
        this.grid = grid;
        this.clock = clock;
    }

    /** See {@link Bins#rejection}. */
    String rejection(BinState from, SensorBatch batch, int maxBins) {
        String rejection = EventGrid.payloadRejection(batch);
        if (rejection != null) {
            return rejection;
        }
        BinTrial trial = new BinTrial(clock, from);
        rejection = grid.rejection(batch, faults(trial, batch, maxBins));
        if (rejection != null) {
            return rejection;
        }
        long bins = trial.bins(batch.untilUs());
        return bins <= maxBins ? null : EventGrid.tooManyBins(bins, maxBins);
    }

    /**
     * The faults of all events; {@code trial} closes bins until there are more than {@code maxBins}. Almost all
     * events fall into the open bin, so that the loop checks only for that.
     */
    private long faults(BinTrial trial, SensorBatch batch, int maxBins) {
        PackedEvents events = EventGrid.events(batch);
        BinState state = trial.state();
        int count = events.count();
        long startUs = batch.startUs();
        long openFromUs = state.startUs - startUs;
        long openUs = clock.openUs(state);
        long faults = 0;
        int run = 0; // the first event in the open bin
        for (int n = 0; n < count; n++) {
            long event = events.get(n);
            long offsetUs = PackedEvents.offsetUs(event);
            faults |= grid.fault(event);
            if (!BinClock.holds(openFromUs, openUs, offsetUs) && trial.bins() <= maxBins) {
                if (n > run) {
                    trial.fill();
                }
                run = trial.reach(startUs + offsetUs) ? n : n + 1;
                openFromUs = state.startUs - startUs;
                openUs = clock.openUs(state);
            }
        }
        if (count > run) {
            trial.fill();
        }
        return faults;
    }
}
