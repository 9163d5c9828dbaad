package org.spikelink.jobs.classify;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.spikelink.connectors.kafka.SpikelinkSink;
import org.spikelink.connectors.kafka.SpikelinkSource;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.operators.StepOperator;
import org.spikelink.operators.types.RecordTypeInfo;

/**
 * The job's wiring, and nothing else:
 *
 * <pre>
 * sensors topic -> Incoming -+- SensorBatch -> keyBy(stream) -> StepOperator -+-> one KafkaSink
 *                            +- Rejected -------------------------------------+
 * </pre>
 */
public final class ClassifyJob {
    private ClassifyJob() {}

    /**
     * Wires the job into {@code env}.
     *
     * @param modelFile the bytes of a model file, which travel with the job
     */
    public static void wire(
            StreamExecutionEnvironment env, byte[] modelFile, ClassifyOptions options) {
        wire(env, new StepOperator(modelFile, options.stepper(), options.bundle()), options);
    }

    /** Wires the job with {@code step} in the operator's place, for comparisons. */
    public static void wire(
            StreamExecutionEnvironment env,
            OneInputStreamOperator<SensorBatch, Outgoing> step,
            ClassifyOptions options) {
        SingleOutputStreamOperator<SensorBatch> batches =
                incoming(env, options)
                        .process(new SplitRejected())
                        .returns(RecordTypeInfo.SENSOR_BATCH)
                        .name("split rejected")
                        .uid("split-rejected");
        batches.keyBy(SensorBatch::stream, Types.STRING)
                .transform("step", RecordTypeInfo.OUTGOING, step)
                .uid("step")
                .union(batches.getSideOutput(SplitRejected.REJECTED))
                .sinkTo(SpikelinkSink.of(options.sink()))
                .name("spikes, classes, rejected")
                .uid("sink");
    }

    private static DataStream<Incoming> incoming(
            StreamExecutionEnvironment env, ClassifyOptions options) {
        return env.fromSource(
                        SpikelinkSource.of(options.source(), RecordTypeInfo.INCOMING),
                        watermarks(options.flink()),
                        "sensors",
                        RecordTypeInfo.INCOMING)
                .uid("sensors");
    }

    /** Kafka's timestamps; they only decide when a stream is forgotten. */
    private static WatermarkStrategy<Incoming> watermarks(FlinkOptions runtime) {
        return WatermarkStrategy.<Incoming>forBoundedOutOfOrderness(runtime.disorder())
                .withIdleness(runtime.idleness());
    }
}
