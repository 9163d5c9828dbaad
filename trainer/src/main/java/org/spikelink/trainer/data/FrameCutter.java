package org.spikelink.trainer.data;

import java.util.Arrays;
import java.util.List;
import org.spikelink.core.bins.BinCursor;
import org.spikelink.core.bins.BinState;
import org.spikelink.core.bins.Bins;
import org.spikelink.core.filter.FilterState;
import org.spikelink.core.filter.Filtered;
import org.spikelink.core.filter.InputFilter;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Missing;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.trainer.data.item.DataException;
import org.spikelink.trainer.data.item.EventItem;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.data.item.SeriesItem;

/**
 * Cuts recordings into the same frames as the job, with the job's own {@link InputFilter} and {@link Bins}. A sequence ends after a maximum
 * number of steps, or before a silence or a clock reset at which the job would reset the network. Thread-safe.
 */
final class FrameCutter {
    private static final int[] UNLABELLED = {LabelledSequence.UNLABELLED};

    private final int maxSteps;
    private final boolean mayMiss;
    private final ThreadLocal<Scratch> scratch;

    /** Where a sequence ends. */
    enum End {
        WITH_THE_RECORDING,
        WITH_THE_WINDOW,
        BEFORE_A_SILENCE
    }

    /**
     * A recording as a sequence.
     *
     * @param end where the sequence ends
     */
    record Cut(LabelledSequence sequence, End end) {}

    /** Scratch arrays of one thread; empty between two sequences. */
    private record Scratch(InputFilter filters, Bins bins, BinCursor cursor, FrameGroup frames) {}

    FrameCutter(InputSpec input, int maxSteps) {
        if (input instanceof InputSpec.Events events && events.slicing() instanceof Slicing.Batch) {
            throw new DataException(
                    "input.slicing must be time or count: a recording does not say how a sensor batches its events (got batch)");
        }
        this.maxSteps = maxSteps;
        mayMiss = input instanceof InputSpec.Samples samples && samples.missing() != Missing.REJECT;
        int maxGapBins = StepperOptions.DEFAULTS.maxGapBins();
        scratch =
                ThreadLocal.withInitial(
                        () ->
                                new Scratch(
                                        InputFilter.of(input),
                                        Bins.of(input, maxGapBins),
                                        new BinCursor(),
                                        new FrameGroup()));
    }

    /** The maximum number of steps of a sequence: the decision window, if the network is reset after each window. */
    static int maxSteps(DecisionSpec decision) {
        return decision.resetAfterWindow() ? decision.windowBins() : Integer.MAX_VALUE;
    }

    /**
     * The frames of a recording of events.
     *
     * @throws DataException if an event does not fit the input
     */
    Cut cut(EventItem item) {
        SensorBatch batch = batch(item.recording().name(), item.startUs(), item.events());
        check(batch, item.recording().path().toString());
        return cut(batch.stream(), List.of(batch), new int[] {item.label()}, true);
    }

    /**
     * The frames of a series of samples that starts at time 0, without labels.
     *
     * @throws DataException if they do not fit the input
     */
    Cut cut(SeriesItem item) {
        if (!mayMiss) {
            item.requireComplete();
        }
        SensorBatch batch =
                batch(item.recording().name(), item.series().values(), item.series().channels());
        return cut(batch.stream(), List.of(batch), UNLABELLED, true);
    }

    /** The frames of augmented events; they always fit the input. */
    LabelledSequence cut(EventItem item, PackedEvents events) {
        String name = item.recording().name();
        SensorBatch batch = batch(name, item.startUs(), events);
        return cut(name, List.of(batch), new int[] {item.label()});
    }

    /**
     * The frames of samples [T][C] that start at time 0, without labels.
     *
     * @throws DataException if they do not fit the input
     */
    LabelledSequence cut(float[] values, int channels, String name) {
        return cut(name, List.of(batch(name, values, channels)), UNLABELLED);
    }

    private SensorBatch batch(String name, float[] values, int channels) {
        SensorBatch batch = batch(name, 0, new Samples(values, channels));
        check(batch, name);
        return batch;
    }

    private void check(SensorBatch batch, String what) {
        Scratch s = scratch.get();
        String error = s.filters().rejection(batch);
        if (error == null) {
            SensorBatch filtered = s.filters().apply(FilterState.FRESH, batch).batch();
            error = s.bins().rejection(new BinState(), filtered, Integer.MAX_VALUE);
            if (error == null && filtered.measurements() == 0 && batch.measurements() > 0) {
                error = "at least one event must pass input.filters (got none)";
            }
        }
        if (error != null) {
            throw new DataException(what + ": " + error);
        }
    }

    /** A whole recording as one batch: frames do not depend on how events are cut into batches. */
    private static SensorBatch batch(String name, long startUs, Payload payload) {
        Origin origin = new Origin(name, 0, 0, 0);
        return new SensorBatch(
                name, 0, 0, startUs, SensorBatch.NO_UNTIL, true, payload, origin, new byte[0]);
    }

    /**
     * The frames of a whole session.
     *
     * @param batches in order, none of them rejected
     */
    LabelledSequence cut(String name, List<SensorBatch> batches, int[] labels) {
        return cut(name, batches, labels, false).sequence();
    }

    private Cut cut(String name, List<SensorBatch> batches, int[] labels, boolean looksBeyond) {
        Scratch s = scratch.get();
        s.frames().clear();
        s.cursor().clear();
        try {
            End end = fill(s, batches, looksBeyond);
            return new Cut(sequence(name, s.frames(), labels), end);
        } catch (RuntimeException e) {
            scratch.remove();
            throw e;
        }
    }

    /**
     * Adds a frame for each step. With {@code looksBeyond}, cuts one bin more than a full window to find out whether
     * the recording continues.
     */
    private End fill(Scratch s, List<SensorBatch> batches, boolean looksBeyond) {
        BinState state = new BinState();
        FilterState filters = FilterState.FRESH;
        for (SensorBatch batch : batches) {
            Filtered filtered = s.filters().apply(filters, batch);
            filters = filtered.state();
            s.cursor().begin(state, filtered.batch());
            while (looksBeyond || !isFull(s)) {
                Bins.Cut cut = s.bins().next(s.cursor(), s.frames());
                if (cut == Bins.Cut.DONE) {
                    break;
                }
                if (cut != Bins.Cut.BIN) {
                    return End.BEFORE_A_SILENCE;
                }
                if (isFull(s)) {
                    return End.WITH_THE_WINDOW;
                }
                s.frames().endStream(0);
            }
        }
        while ((looksBeyond || !isFull(s)) && s.bins().close(s.cursor(), s.frames())) {
            if (isFull(s)) {
                return End.WITH_THE_WINDOW;
            }
            s.frames().endStream(0);
        }
        return End.WITH_THE_RECORDING;
    }

    private boolean isFull(Scratch s) {
        return s.frames().streams() == maxSteps;
    }

    private static LabelledSequence sequence(String name, FrameGroup frames, int[] labels) {
        int[] ends = new int[frames.streams()];
        for (int t = 0; t < ends.length; t++) {
            ends[t] = frames.end(t);
        }
        int active = ends.length == 0 ? 0 : ends[ends.length - 1];
        return new LabelledSequence(
                name,
                ends,
                Arrays.copyOf(frames.indices(), active),
                Arrays.copyOf(frames.values(), active),
                labels);
    }
}
