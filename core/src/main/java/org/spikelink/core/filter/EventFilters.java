package org.spikelink.core.filter;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.EventCheck;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** The filters of events of a model's input, one after the other. */
public final class EventFilters implements InputFilter {
    private final List<FilterSpec> specs;
    private final EventCheck check;
    private final List<EventFilter> filters = new ArrayList<>();
    private final List<TimedFilter> stateful = new ArrayList<>();
    private final Object identity = new Object();
    private long[] scratch = new long[0];
    private FilterState loaded = FilterState.FRESH; // what the filters remember now

    private EventFilters(int width, int height, List<FilterSpec> specs) {
        this.specs = List.copyOf(specs);
        check = new EventCheck(width, height);
        int w = width;
        int h = height;
        for (FilterSpec spec : specs) {
            EventFilter filter = EventFilter.of(spec, w, h);
            filters.add(filter);
            if (filter instanceof TimedFilter timed) {
                stateful.add(timed);
            }
            w = spec.width(w);
            h = spec.height(h);
        }
    }

    /** The filters of an input; none for samples. */
    public static EventFilters of(InputSpec input) {
        return input instanceof InputSpec.Events events
                ? of(events.width(), events.height(), events.filters())
                : of(1, 1, List.of());
    }

    /** Filters for a sensor of this size. */
    public static EventFilters of(int width, int height, List<FilterSpec> specs) {
        return new EventFilters(width, height, specs);
    }

    /** Whether every event passes unchanged. */
    public boolean isEmpty() {
        return filters.isEmpty();
    }

    @Override
    public boolean isStateful() {
        return !stateful.isEmpty();
    }

    @Override
    public List<FilterSpec> specs() {
        return specs;
    }

    @Override
    public String rejection(SensorBatch batch) {
        return isEmpty() ? null : check.rejection(batch);
    }

    @Override
    public String misfit(FilterState state) {
        List<FilterMemory> memories = state.memories();
        if (memories.isEmpty() || state.isSavedBy(identity)) {
            return null;
        }
        if (memories.size() != stateful.size()) {
            return "it must have the state of %d filters (got %d)"
                    .formatted(stateful.size(), memories.size());
        }
        for (int n = 0; n < memories.size(); n++) {
            String misfit = stateful.get(n).misfit(memories.get(n));
            if (misfit != null) {
                return "its filter with state " + n + " " + misfit;
            }
        }
        return null;
    }

    @Override
    public long shed(FilterState state) {
        long shed = 0;
        for (int n = 0; n < state.memories().size(); n++) {
            if (stateful.get(n) instanceof RateLimitFilter) {
                shed += RateLimitFilter.shed(state.memories().get(n));
            }
        }
        return shed;
    }

    @Override
    public Filtered apply(FilterState state, SensorBatch batch) {
        if (isEmpty()) {
            return new Filtered(batch, state, new int[0]);
        }
        load(state);
        int[] dropped = new int[filters.size()];
        int count = unpack((PackedEvents) batch.payload());
        for (int n = 0; n < dropped.length; n++) {
            int passed = filters.get(n).apply(scratch, count, batch.startUs());
            dropped[n] = count - passed;
            count = passed;
        }
        return new Filtered(batch.with(pack(count)), save(), dropped);
    }

    private void load(FilterState state) {
        if (state == loaded) {
            return;
        }
        for (int n = 0; n < stateful.size(); n++) {
            stateful.get(n).clear();
            if (!state.memories().isEmpty()) {
                stateful.get(n).load(state.memories().get(n));
            }
        }
        loaded = state;
    }

    private FilterState save() {
        if (isStateful()) {
            loaded = new FilterState(stateful.stream().map(TimedFilter::save).toList(), identity);
        }
        return loaded;
    }

    private int unpack(PackedEvents events) {
        int count = events.count();
        if (count > scratch.length) {
            scratch = new long[Math.max(count, 2 * scratch.length)];
        }
        for (int n = 0; n < count; n++) {
            scratch[n] = events.get(n);
        }
        return count;
    }

    private PackedEvents pack(int count) {
        byte[] bytes = new byte[count * PackedEvents.BYTES_PER_EVENT];
        for (int n = 0; n < count; n++) {
            PackedEvents.put(bytes, n * PackedEvents.BYTES_PER_EVENT, scratch[n]);
        }
        return new PackedEvents(bytes);
    }
}
