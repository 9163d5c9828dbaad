package org.spikelink.core.health;

import java.util.List;
import java.util.function.Consumer;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SensorHealth.HotPixel;

/**
 * Measures sensors: reports a {@link SensorHealth} for each second of a stream's sensor time. What it reports depends on the
 * stream's batches and their order alone. Keeps scratch but no stream's state: one instance serves any number of streams on one
 * thread.
 *
 * <p>Seconds count from the first event of the session. An event that is earlier than the open second counts in it. A batch whose
 * first event is more than a second earlier starts anew. Seconds without events that one batch ends are one report.
 */
public final class HealthMeter {
    private static final long SECOND_US = 1_000_000;

    /** Events of a second in which a flickering light can be told from noise. */
    private static final int LEAST_FLICKERING = 512;

    private static final int PERCENT = 100;

    /** A sensor's clock may run this much slower than Kafka's: 1 ms in 10 s. */
    private static final long DRIFT_US_PER_MS = 10_000_000;

    private final HealthLimits limits;
    private final HotPixels hotPixels; // null if sensors have no pixels
    private final int height;
    private final int rowWords;
    private final Spectrum spectrum = new Spectrum();

    private HealthState s;
    private String stream;
    private long inputMs;
    private Consumer<? super Outgoing> out;
    private long endUs; // of the open second
    private long sliceStartUs;
    private long sliceEndUs;

    private HealthMeter(int width, int height, HealthLimits limits) {
        this.limits = limits;
        hotPixels = width == 0 ? null : new HotPixels(width, height, limits.hotPixelRate());
        this.height = height;
        rowWords = (height + Long.SIZE - 1) / Long.SIZE;
    }

    /** A meter for cameras of this size, pixels, 1..16384. */
    public static HealthMeter ofEvents(int width, int height, HealthLimits limits) {
        return new HealthMeter(width, height, limits);
    }

    /** A meter for sensors that send samples. */
    public static HealthMeter ofSamples(HealthLimits limits) {
        return new HealthMeter(0, 0, limits);
    }

    /**
     * Measures a batch whose payload is valid; one of a session that has been measured already is ignored.
     *
     * @param state of the stream, advanced in place; null if nothing was measured of the batch's session
     * @param missing number of batches missing right before this one
     * @param to receives the reports of the seconds that the batch ends
     * @return the stream's state
     */
    public HealthState measure(
            HealthState state, SensorBatch batch, long missing, Consumer<? super Outgoing> to) {
        HealthState of = ofSession(state, batch);
        if (batch.sequence() <= of.lastSequence) {
            return of;
        }
        begin(of, batch.stream(), batch.origin().timestampMs(), to);
        s.lastSequence = batch.sequence();
        boolean hasEvents = batch.measurements() > 0;
        if (hasEvents) {
            arrive(firstUs(batch));
        } else if (batch.untilUs() != SensorBatch.NO_UNTIL) {
            arrive(batch.untilUs());
        }
        s.batches++;
        s.missing += missing;
        if (hasEvents) {
            addAll(batch);
        }
        compareWithKafka(batch, hasEvents);
        if (s.isOpen && batch.untilUs() >= endUs) {
            roll(batch.untilUs());
        }
        return of;
    }

    /** Counts a batch that was rejected, as {@link #measure} does. */
    public HealthState reject(HealthState state, SensorBatch batch, long missing) {
        HealthState of = ofSession(state, batch);
        if (batch.sequence() > of.lastSequence) {
            of.lastSequence = batch.sequence();
            of.batches++;
            of.missing += missing;
            of.rejected++;
        }
        return of;
    }

    /** Reports the open second of a session that {@code cause} ends; null has none. */
    public void end(HealthState state, SensorBatch cause, Consumer<? super Outgoing> to) {
        if (state != null) {
            begin(state, cause.stream(), cause.origin().timestampMs(), to);
            endEarly();
        }
    }

    /** Measures one event of a recording, a session by itself; see {@link #end(HealthState, String, Consumer)}. */
    public HealthState measure(
            HealthState state,
            String recording,
            long timeUs,
            int x,
            int y,
            boolean isOn,
            Consumer<? super Outgoing> to) {
        HealthState of = state == null ? new HealthState(0) : state;
        begin(of, recording, 0, to);
        if (!s.isOpen || timeUs >= endUs || timeUs < s.startUs - SECOND_US) {
            arrive(timeUs);
        }
        add(timeUs, x, y, isOn ? 1 : 0);
        return of;
    }

    /** Reports the last second of a recording; null has none. */
    public void end(HealthState state, String recording, Consumer<? super Outgoing> to) {
        if (state != null) {
            begin(state, recording, 0, to);
            endEarly();
        }
    }

    private static HealthState ofSession(HealthState state, SensorBatch batch) {
        return state == null || state.session != batch.session()
                ? new HealthState(batch.session())
                : state;
    }

    private void begin(HealthState of, String name, long kafkaMs, Consumer<? super Outgoing> to) {
        s = of;
        stream = name;
        inputMs = kafkaMs;
        out = to;
        endUs = s.startUs + SECOND_US;
        openSlice(s.slice);
        int cells = hotPixels == null ? 0 : hotPixels.cells();
        if (s.rows.length != rowWords || s.lastOfCell.length != cells) { // new, or another model
            s.rows = new long[rowWords];
            s.lastOfCell = new char[cells];
            s.repeats.clear();
        }
    }

    private static long firstUs(SensorBatch batch) {
        return batch.payload() instanceof PackedEvents events
                ? batch.startUs() + PackedEvents.offsetUs(events.get(0))
                : batch.startUs();
    }

    /** A batch comes that begins at this time. */
    private void arrive(long timeUs) {
        if (s.isOpen && timeUs < s.startUs - SECOND_US) {
            endEarly();
            s.onTimeAtUs = HealthState.NEVER;
        }
        if (!s.isOpen) {
            open(timeUs);
        } else if (timeUs >= endUs) {
            roll(timeUs);
        }
    }

    private void addAll(SensorBatch batch) {
        if (batch.payload() instanceof PackedEvents events) {
            for (int n = 0; n < events.count(); ) {
                n = addRun(events, n, batch.startUs());
            }
        } else {
            follow(batch.startUs());
            s.events += batch.measurements();
        }
    }

    /**
     * Takes up the events from {@code from} on that lie in one slice, which is that of the event before for almost all: loops
     * of few lines keep their sums in registers.
     *
     * @return index of the next event
     */
    private int addRun(PackedEvents events, int from, long startUs) {
        long first = events.get(from);
        long lastUs = PackedEvents.offsetUs(first);
        reach(startUs + lastUs);
        if (startUs + lastUs < sliceStartUs) {
            add(
                    startUs + lastUs,
                    PackedEvents.x(first),
                    PackedEvents.y(first),
                    PackedEvents.on(first));
            return from + 1;
        }
        follow(startUs + lastUs);
        int to = followRun(events, from, startUs);
        addRows(events, from, to);
        hotPixels.add(s, events, from, to);
        return to;
    }

    /** Follows the times of events up to the first that is not in the open slice, whose index is returned. */
    private int followRun(PackedEvents events, int from, long startUs) {
        long fromUs = sliceStartUs - startUs;
        long lengthUs = sliceEndUs - sliceStartUs;
        long lastUs = PackedEvents.offsetUs(events.get(from));
        long reachedUs = lastUs;
        long longestUs = 0;
        int count = events.count();
        int back = 0;
        int on = 0;
        int n = from;
        for (; n < count; n++) {
            long event = events.get(n);
            long offsetUs = PackedEvents.offsetUs(event);
            if (Long.compareUnsigned(offsetUs - fromUs, lengthUs) >= 0) {
                break;
            }
            if (offsetUs < lastUs) {
                back++;
                longestUs = Math.max(longestUs, lastUs - offsetUs);
                reachedUs = Math.max(reachedUs, lastUs);
            }
            lastUs = offsetUs;
            on += PackedEvents.on(event);
        }
        s.stepsBack += back;
        s.longestStepBackUs = Math.max(s.longestStepBackUs, longestUs);
        s.lastUs = startUs + lastUs;
        s.reachedUs = Math.max(s.reachedUs, startUs + Math.max(reachedUs, lastUs));
        s.events += n - from;
        s.on += on;
        s.sliceEvents += n - from;
        addNet(events, from, n, on);
        return n;
    }

    /** Once each row of the sensor has had an event, there is nothing to find. */
    private void addRows(PackedEvents events, int from, int to) {
        long[] rows = s.rows;
        if (activeRows() == height) {
            return;
        }
        for (int n = from; n < to; n++) {
            int y = PackedEvents.y(events.get(n));
            // a store for each event would wait for the one before
            if ((rows[y >> 6] & 1L << y) == 0) {
                rows[y >> 6] |= 1L << y;
            }
        }
    }

    /** Adds ON minus OFF to the open slice. A sum that does not fit stays as it is, so their order may matter. */
    private void addNet(PackedEvents events, int from, int to, int on) {
        int net = s.net[s.slice];
        if (Math.abs(net) + to - from <= Short.MAX_VALUE) {
            s.net[s.slice] = (short) (net + 2 * on - (to - from));
            return;
        }
        for (int n = from; n < to; n++) {
            addNet(s.slice, PackedEvents.on(events.get(n)));
        }
    }

    private void addNet(int slice, int on) {
        int sum = s.net[slice] + 2 * on - 1;
        s.net[slice] = (short) sum == sum ? (short) sum : s.net[slice];
    }

    private void add(long timeUs, int x, int y, int on) {
        reach(timeUs);
        follow(timeUs);
        s.events++;
        s.on += on;
        s.rows[y >> 6] |= 1L << y;
        s.sliceEvents++;
        addNet(timeUs >= sliceStartUs ? s.slice : timeUs < s.startUs ? 0 : sliceAt(timeUs), on);
        hotPixels.add(s, x, y);
    }

    /** Compares the time with that of the event before. */
    private void follow(long timeUs) {
        if (timeUs < s.lastUs) {
            s.stepsBack++;
            s.longestStepBackUs = Math.max(s.longestStepBackUs, s.lastUs - timeUs);
        }
        s.lastUs = timeUs;
        s.reachedUs = Math.max(s.reachedUs, timeUs);
    }

    /** Ends the open second and the open slice if they are over at this time. */
    private void reach(long timeUs) {
        if (timeUs >= endUs) {
            roll(timeUs);
        }
        if (timeUs >= sliceEndUs) {
            closeSlice();
            s.slice = sliceAt(timeUs);
            openSlice(s.slice);
        }
    }

    private int sliceAt(long timeUs) {
        return (int) ((timeUs - s.startUs) * Spectrum.SLICES / SECOND_US);
    }

    private void openSlice(int slice) {
        sliceStartUs = s.startUs + sliceStart(slice);
        sliceEndUs = s.startUs + sliceStart(slice + 1);
    }

    /** The first whole µs of a slice. */
    private static long sliceStart(int slice) {
        return (slice * SECOND_US + Spectrum.SLICES - 1) / Spectrum.SLICES;
    }

    private void closeSlice() {
        long events = s.sliceEvents;
        if (events * PERCENT > s.fullest * (PERCENT + 1L)) {
            s.fullest = (int) events;
            s.fullSlices = 1;
        } else if (events > 0 && events * PERCENT >= s.fullest * (PERCENT - 1L)) {
            s.fullSlices++;
        }
        s.sliceEvents = 0;
    }

    /** How late the batch is, compared with those that took the shortest time so far. */
    private void compareWithKafka(SensorBatch batch, boolean hasEvents) {
        if (!s.isOpen || inputMs < 0) {
            return;
        }
        long sentUs = hasEvents ? Math.max(s.lastUs, batch.untilUs()) : batch.untilUs();
        if (sentUs == SensorBatch.NO_UNTIL) {
            return;
        }
        long aheadMs = inputMs - Math.floorDiv(sentUs, 1000);
        boolean isFirst = s.onTimeAtUs == HealthState.NEVER;
        long onTimeMs = isFirst ? aheadMs : s.onTimeMs + (sentUs - s.onTimeAtUs) / DRIFT_US_PER_MS;
        if (aheadMs <= onTimeMs) {
            s.onTimeMs = aheadMs;
            s.onTimeAtUs = sentUs;
        } else {
            s.latestMs = Math.max(s.latestMs, aheadMs - onTimeMs);
            s.late += aheadMs - onTimeMs > limits.late().toMillis() ? 1 : 0;
        }
    }

    private void open(long startUs) {
        s.isOpen = true;
        s.startUs = startUs;
        s.reachedUs = startUs;
        s.slice = 0;
        endUs = startUs + SECOND_US;
        openSlice(0);
    }

    /** The open second is over, because there was an event or the sensor's word at {@code timeUs}. */
    private void roll(long timeUs) {
        report(endUs);
        long startUs = endUs;
        long silentUs = timeUs - startUs;
        if (silentUs < 0) { // further than a long
            open(timeUs);
            return;
        }
        open(startUs);
        if (silentUs >= SECOND_US) {
            long untilUs = timeUs - silentUs % SECOND_US;
            report(untilUs);
            open(untilUs);
        }
    }

    /** The open second ends with its last event; nothing is reported if no batch came in it. */
    private void endEarly() {
        if (s.isOpen && (s.batches > 0 || s.events > 0)) {
            report(Math.max(s.reachedUs, s.startUs) + 1);
        }
        s.isOpen = false;
    }

    private void report(long untilUs) {
        long lengthUs = untilUs - s.startUs;
        closeSlice();
        boolean isWhole = lengthUs == SECOND_US;
        boolean flickers = false;
        if (isWhole && s.events >= LEAST_FLICKERING && hotPixels != null) {
            spectrum.analyse(s.net);
            flickers = spectrum.hz() > 0;
        }
        List<HotPixel> hot = hotPixels == null ? List.of() : hotPixels.find(s.repeats, lengthUs);
        int activeRows = activeRows();
        SensorHealth health =
                new SensorHealth(
                        stream,
                        s.session,
                        s.startUs,
                        untilUs,
                        s.batches,
                        s.events,
                        s.on,
                        s.stepsBack,
                        s.longestStepBackUs,
                        s.missing,
                        s.rejected,
                        s.late,
                        s.latestMs,
                        s.fullSlices,
                        s.fullest,
                        activeRows == 0 ? 0 : rowsBetween() - activeRows,
                        flickers ? spectrum.hz() : 0,
                        flickers ? spectrum.share() : 0,
                        hot.size(),
                        hot.subList(0, Math.min(hot.size(), SensorHealth.WORST_PIXELS)),
                        List.of(),
                        inputMs);
        out.accept(health.with(Troubles.of(health, activeRows, s.slice + 1, limits)));
        s.clearSecond();
    }

    private int activeRows() {
        int active = 0;
        for (long word : s.rows) {
            active += Long.bitCount(word);
        }
        return active;
    }

    /** From the first row with an event to the last one; there must be one. */
    private int rowsBetween() {
        int first = 0;
        while (s.rows[first] == 0) {
            first++;
        }
        int last = s.rows.length - 1;
        while (s.rows[last] == 0) {
            last--;
        }
        return (last - first + 1) * Long.SIZE
                - Long.numberOfTrailingZeros(s.rows[first])
                - Long.numberOfLeadingZeros(s.rows[last]);
    }
}
