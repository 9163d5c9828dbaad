package org.spikelink.classify;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.spikelink.connectors.kafka.flink.SpikelinkSink;
import org.spikelink.connectors.kafka.flink.SpikelinkSource;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Outgoing;
import org.spikelink.operators.StepOperator;
import org.spikelink.operators.types.RecordTypeInfo;

/**
 * Wires the job:
 *
 * <pre>
 * sensors topic -> SensorBatch or Rejected -> keyBy(stream) -> StepOperator -> one KafkaSink
 * </pre>
 */
public final class ClassifyJob {
    private ClassifyJob() {}

    /**
     * Wires the job into {@code env}.
     *
     * @param modelFile the bytes of a model file, which are sent with the job
     */
    public static void wire(
            StreamExecutionEnvironment env, byte[] modelFile, ClassifyOptions options) {
        wire(env, JobModel.of(modelFile), options);
    }

    /** Wires the job into {@code env}; its streams change their model if {@code model} has updates. */
    public static void wire(
            StreamExecutionEnvironment env, JobModel model, ClassifyOptions options) {
        StepOperator step =
                new StepOperator(
                        model.file(),
                        options.stepper(),
                        options.bundle(),
                        options.limit(),
                        model.updates().orElse(null),
                        options.drift());
        wire(env, model.switches() ? step.switchingModel() : step, options);
    }

    /** Wires the job with {@code step} in the operator's place, for comparisons. */
    public static void wire(
            StreamExecutionEnvironment env,
            OneInputStreamOperator<Incoming, Outgoing> step,
            ClassifyOptions options) {
        env.fromSource(
                        SpikelinkSource.of(
                                options.source(),
                                RecordTypeInfo.INCOMING,
                                FlinkIdentity.of(env.getConfiguration())),
                        watermarks(options.flink()),
                        "sensors",
                        RecordTypeInfo.INCOMING)
                .uid("sensors")
                .keyBy(Incoming::stream, Types.STRING)
                .transform("step", RecordTypeInfo.OUTGOING, step)
                .uid("step")
                .sinkTo(SpikelinkSink.of(options.sink()))
                .name("spikes, classes, rejected, health")
                .uid("sink");
    }

    /** Watermarks from Kafka's timestamps. They only decide when a stream's state is deleted. */
    private static WatermarkStrategy<Incoming> watermarks(FlinkOptions runtime) {
        return WatermarkStrategy.<Incoming>forGenerator(
                        new KafkaTime<>(runtime.disorder(), System::currentTimeMillis))
                .withIdleness(runtime.idleness());
    }
}
