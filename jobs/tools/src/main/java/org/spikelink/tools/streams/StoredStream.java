package org.spikelink.tools.streams;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.types.Row;
import org.spikelink.core.health.HealthState;
import org.spikelink.core.stepper.StreamState;

/**
 * One stream as stored.
 *
 * @param name of the stream
 * @param session its session
 * @param lastSequence the last sequence number seen, -1 before the first
 * @param step number of the next step in the session
 * @param partition that the session comes from
 * @param lastActiveMs Kafka timestamp of its latest batch, ms since the epoch
 * @param model fingerprint of the model that the neurons' state belongs to
 * @param ended whether the session has ended; then no state of neurons is stored
 * @param variables the neurons' state variables by name, such as syn and mem, each of all layers that have it,
 *     concatenated; empty if not requested
 * @param health of the sensor in its open second, empty if it is not measured
 */
public record StoredStream(
        String name,
        long session,
        long lastSequence,
        long step,
        int partition,
        long lastActiveMs,
        long model,
        boolean ended,
        Map<String, float[]> variables,
        String health) {

    private static final double US_PER_S = 1e6;

    static final TypeInformation<Row> ROW =
            Types.ROW(
                    Types.STRING,
                    Types.LONG,
                    Types.LONG,
                    Types.LONG,
                    Types.INT,
                    Types.LONG,
                    Types.LONG,
                    Types.BOOLEAN,
                    Types.LIST(Types.STRING),
                    Types.LIST(PrimitiveArrayTypeInfo.FLOAT_PRIMITIVE_ARRAY_TYPE_INFO),
                    Types.STRING);

    /** A stream as a row of Flink's; {@code health} is null if it is not measured. */
    static Row row(String name, StreamState state, boolean withNeurons, HealthState health) {
        List<String> names = withNeurons ? state.variables() : List.of();
        return Row.of(
                name,
                state.session(),
                state.lastSequence(),
                state.step(),
                state.partition(),
                state.lastActiveMs(),
                state.model(),
                state.ended(),
                names,
                names.stream().map(state::values).toList(),
                health == null ? "" : text(health));
    }

    private static String text(HealthState h) {
        return String.format(
                Locale.ROOT,
                "%.3f s: %d events, %d ON, %d steps back, %d missing",
                h.openUs() / US_PER_S,
                h.events(),
                h.on(),
                h.stepsBack(),
                h.missing());
    }

    static StoredStream of(Row row) {
        return new StoredStream(
                row.getFieldAs(0),
                row.<Long>getFieldAs(1),
                row.<Long>getFieldAs(2),
                row.<Long>getFieldAs(3),
                row.<Integer>getFieldAs(4),
                row.<Long>getFieldAs(5),
                row.<Long>getFieldAs(6),
                row.<Boolean>getFieldAs(7),
                variables(row.getFieldAs(8), row.getFieldAs(9)),
                row.getFieldAs(10));
    }

    private static Map<String, float[]> variables(List<String> names, List<float[]> values) {
        Map<String, float[]> variables = new LinkedHashMap<>();
        for (int v = 0; v < names.size(); v++) {
            variables.put(names.get(v), values.get(v));
        }
        return variables;
    }
}
