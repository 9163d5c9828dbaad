package org.spikelink.jobs.classify;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.operators.types.RecordTypeInfo;

/** Sends batches on and rejected records out to the side; the metric {@code rejected} counts those. */
final class SplitRejected extends ProcessFunction<Incoming, SensorBatch> {
    private static final long serialVersionUID = 1L;

    static final OutputTag<Outgoing> REJECTED =
            new OutputTag<>("rejected", RecordTypeInfo.OUTGOING);

    private transient Counter rejected;

    @Override
    public void open(OpenContext context) {
        rejected = getRuntimeContext().getMetricGroup().counter("rejected");
    }

    @Override
    public void processElement(Incoming incoming, Context context, Collector<SensorBatch> batches) {
        if (incoming instanceof SensorBatch batch) {
            batches.collect(batch);
        } else {
            rejected.inc();
            context.output(REJECTED, (Rejected) incoming);
        }
    }
}
