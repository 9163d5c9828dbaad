package org.spikelink.operators;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.spikelink.core.filter.FilterState;
import org.spikelink.core.health.HealthState;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.operators.state.FilterStateSerializer;
import org.spikelink.operators.state.HealthStateSerializer;
import org.spikelink.operators.state.StreamStateSerializer;

/**
 * What keyed state holds of the current stream: its state and, each in a value of its own that is read only if there is something
 * to remember, that of the model's filters and the health of the sensor.
 */
final class StreamValues {
    private final ValueState<StreamState> states;
    private final ValueState<FilterState> filters; // null if the filters remember nothing
    private final RecentHealth health; // null if it is not measured

    /** The values that a stepper needs, in the state backend of these keys. */
    StreamValues(RuntimeContext context, KeyedStateBackend<String> keys, StreamStepper stepper) {
        states =
                context.getState(new ValueStateDescriptor<>("stream", new StreamStateSerializer()));
        filters =
                stepper.keepsFilters()
                        ? context.getState(
                                new ValueStateDescriptor<>("filters", new FilterStateSerializer()))
                        : null;
        health =
                stepper.keepsHealth()
                        ? new RecentHealth(
                                keys,
                                context.getState(
                                        new ValueStateDescriptor<>(
                                                "health", new HealthStateSerializer())))
                        : null;
    }

    /** All that is known of the stream, null if it was never seen. */
    StreamState read() throws IOException {
        StreamState state = states.value();
        if (filters != null && state != null && !state.isOnlyNumbers()) {
            state.restoreFilters(filters.value());
        }
        if (health != null && state != null && !state.isOnlyNumbers()) {
            state.restoreHealth(health.get());
        }
        return state;
    }

    /** The stream's state alone, null if it was never seen. */
    StreamState readNumbers() throws IOException {
        return states.value();
    }

    /** Keeps all that is known of the stream; a snapshot holds it after {@link #store}. */
    void write(StreamState state) throws IOException {
        HealthState healthNow = state.takeHealth();
        states.update(state);
        if (filters != null && state.isOnlyNumbers()) {
            filters.clear();
        } else if (filters != null && state.filters() == FilterState.FRESH) {
            filters.clear(); // the stream's model has no filter that remembers, or it has not begun
        } else if (filters != null) {
            filters.update(state.filters());
        }
        if (health != null && (healthNow == null || state.isOnlyNumbers())) {
            health.clear();
        } else if (health != null) {
            health.put(healthNow);
        }
    }

    /** Stores what has been written but is not in the state backend yet. */
    void store() throws IOException {
        if (health != null) {
            health.store();
        }
    }

    /** Forgets the stream. */
    void clear() {
        states.clear();
        if (filters != null) {
            filters.clear();
        }
        if (health != null) {
            health.clear();
        }
    }
}
