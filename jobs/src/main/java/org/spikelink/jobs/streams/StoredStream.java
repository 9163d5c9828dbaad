package org.spikelink.jobs.streams;

import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.types.Row;
import org.spikelink.core.stepper.StreamState;

/**
 * One stream as stored.
 *
 * @param name the stream's
 * @param session its session
 * @param lastSequence the last sequence number seen, -1 before the first
 * @param step number of the next step in the session
 * @param partition that the session came from
 * @param heardMs when it was last heard of, event time in ms
 * @param model fingerprint of the model that syn and mem belong to
 * @param ended whether the session has ended, so that neither syn nor mem are kept
 * @param syn synaptic currents of all layers, one after the other; empty where it was not asked for
 * @param mem membrane potentials, likewise
 */
public record StoredStream(
        String name,
        long session,
        long lastSequence,
        long step,
        int partition,
        long heardMs,
        long model,
        boolean ended,
        float[] syn,
        float[] mem) {

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
                    PrimitiveArrayTypeInfo.FLOAT_PRIMITIVE_ARRAY_TYPE_INFO,
                    PrimitiveArrayTypeInfo.FLOAT_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final float[] NOT_ASKED_FOR = {};

    /** A stream as it travels through Flink. */
    static Row row(String name, StreamState state, boolean withNeurons) {
        return Row.of(
                name,
                state.session(),
                state.lastSequence(),
                state.step(),
                state.partition(),
                state.heardMs(),
                state.model(),
                state.ended(),
                withNeurons ? state.syn() : NOT_ASKED_FOR,
                withNeurons ? state.mem() : NOT_ASKED_FOR);
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
                row.getFieldAs(8),
                row.getFieldAs(9));
    }
}
