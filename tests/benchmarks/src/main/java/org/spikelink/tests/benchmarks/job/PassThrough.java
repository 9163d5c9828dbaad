package org.spikelink.tests.benchmarks.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStateFormat;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.operators.BundleOptions;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/**
 * What is left of the step operator without events, network and readout: bundles, reads and writes a state of the
 * same size, and sends for batch n of a sensor what the network once found in batch n of sensor 0, under the sensor's
 * name.
 */
final class PassThrough extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<Incoming, Outgoing> {
    private static final long serialVersionUID = 1L;

    private final byte[] modelFile;
    private final int events;
    private final int batches;
    private final BundleOptions bundleOptions;

    private transient List<List<Outgoing>> found; // by batch
    private transient int stateBytes;
    private transient Map<String, List<SensorBatch>> bundle;
    private transient int bundled;
    private transient boolean lingering;
    private transient ValueState<byte[]> states;
    private transient StreamRecord<Outgoing> element;

    /**
     * An operator for synthetic sensors.
     *
     * @param events in each batch
     * @param batches that each sensor sends at most
     */
    PassThrough(byte[] modelFile, int events, int batches, BundleOptions bundleOptions) {
        this.modelFile = modelFile;
        this.events = events;
        this.batches = batches;
        this.bundleOptions = bundleOptions;
    }

    @Override
    public void open() throws Exception {
        super.open();
        findOutputs();
        bundle = new LinkedHashMap<>();
        element = new StreamRecord<>(null);
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "stream", BytePrimitiveArraySerializer.INSTANCE));
    }

    private void findOutputs() throws IOException {
        Model model = ModelFile.parse(modelFile);
        SyntheticSensors sensors = new SyntheticSensors(model, events);
        StreamStepper stepper =
                new StreamStepper(model, StepperOptions.DEFAULTS, StepObserver.NONE);
        found = new ArrayList<>();
        StreamState state = null;
        for (int n = 0; n < batches; n++) {
            List<Outgoing> outputs = new ArrayList<>();
            state = stepper.advance(state, sensors.batch(0, n, 0), outputs::add);
            found.add(outputs);
        }
        DataOutputSerializer bytes = new DataOutputSerializer(1024);
        StreamStateFormat.write(state, bytes);
        stateBytes = bytes.length();
    }

    @Override
    public void processElement(StreamRecord<Incoming> record) throws Exception {
        SensorBatch batch = (SensorBatch) record.getValue();
        bundle.computeIfAbsent(batch.stream(), stream -> new ArrayList<>()).add(batch);
        bundled++;
        if (bundled >= bundleOptions.maxBatches()) {
            flush();
        } else if (!lingering) {
            linger();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the timer throws fails the task already
    private void linger() {
        lingering = true;
        getProcessingTimeService()
                .registerTimer(
                        getProcessingTimeService().getCurrentProcessingTime()
                                + bundleOptions.linger().toMillis(),
                        nowMs -> {
                            lingering = false;
                            flush();
                        });
    }

    private void flush() throws Exception {
        for (Map.Entry<String, List<SensorBatch>> stream : bundle.entrySet()) {
            setCurrentKey(stream.getKey());
            byte[] state = states.value();
            for (SensorBatch batch : stream.getValue()) {
                for (Outgoing output : found.get((int) batch.sequence())) {
                    this.output.collect(element.replace(of(batch, output)));
                }
            }
            states.update(state == null ? new byte[stateBytes] : state);
        }
        bundle.clear();
        bundled = 0;
    }

    private static Outgoing of(SensorBatch batch, Outgoing output) {
        long inputMs = batch.origin().timestampMs();
        if (output instanceof SpikeBatch s) {
            return new SpikeBatch(
                    batch.stream(),
                    batch.session(),
                    s.silentBefore(),
                    s.firstStep(),
                    s.model(),
                    inputMs,
                    s.layers(),
                    s.steps());
        }
        Classification c = (Classification) output;
        return new Classification(
                batch.stream(),
                batch.session(),
                c.step(),
                c.windowStartUs(),
                c.windowEndUs(),
                c.classIndex(),
                c.label(),
                c.scores(),
                c.confidence(),
                c.isFinal(),
                c.model(),
                inputMs);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }
}
