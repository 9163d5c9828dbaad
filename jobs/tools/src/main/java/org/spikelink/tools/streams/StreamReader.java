package org.spikelink.tools.streams;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;
import org.spikelink.core.health.HealthState;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.operators.state.HealthStateSerializer;
import org.spikelink.operators.state.StreamStateSerializer;

/** Reads the step operator's state of all streams, and the neurons of one. Flink needs a row for every key. */
final class StreamReader extends KeyedStateReaderFunction<String, Row> {
    private static final long serialVersionUID = 1L;

    /** Accumulator: number of rows emitted. */
    static final String COUNT = "streams";

    private final String withNeurons; // null for none
    private transient ValueState<StreamState> states;
    private transient ValueState<HealthState> health;
    private transient LongCounter read;

    StreamReader(String withNeurons) {
        this.withNeurons = withNeurons;
    }

    @Override
    public void open(OpenContext context) {
        read = getRuntimeContext().getLongCounter(COUNT);
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>("stream", new StreamStateSerializer()));
        health =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>("health", new HealthStateSerializer()));
    }

    @Override
    public void readKey(String stream, Context context, Collector<Row> out) throws Exception {
        read.add(1);
        out.collect(
                StoredStream.row(
                        stream, states.value(), stream.equals(withNeurons), health.value()));
    }
}
