package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.spikelink.connectors.kafka.wire.Layer;
import org.spikelink.core.record.SpikeBatch;

/** Encodes and decodes spike batches as protobuf. */
public final class SpikeBatchCodec {
    private static final int[] NO_LAYERS = {};
    private static final int MOST_SILENT = 1 << 16; // far more than the job ever leaves out

    private SpikeBatchCodec() {}

    /** Value of the Kafka record of a batch. */
    public static byte[] encode(SpikeBatch batch) {
        var fields =
                org.spikelink.connectors.kafka.wire.SpikeBatch.newBuilder()
                        .setFormat(WireFormatVersion.CURRENT)
                        .setStream(batch.stream())
                        .setSession(batch.session())
                        .setSilentBefore(batch.silentBefore())
                        .setShedEvents(batch.shedEvents())
                        .setFirstStep(batch.firstStep())
                        .setModel(batch.model())
                        .setInputMs(batch.inputMs())
                        .setModelStep(batch.modelStep());
        return write(fields.build(), new StepWriter(batch.layers(), batch.steps()));
    }

    private static byte[] write(
            org.spikelink.connectors.kafka.wire.SpikeBatch fields, StepWriter steps) {
        byte[] value = new byte[fields.getSerializedSize() + steps.size()];
        CodedOutputStream out = CodedOutputStream.newInstance(value);
        try {
            fields.writeTo(out);
            steps.write(out);
        } catch (IOException e) {
            throw new IllegalStateException("an array of the computed size must be enough", e);
        }
        out.checkNoSpaceLeft();
        return value;
    }

    /**
     * The batch that a Kafka record's value holds.
     *
     * @throws MalformedRecordException if it has another format version or is not a batch
     */
    public static SpikeBatch decode(byte[] value) throws MalformedRecordException {
        var message = parse(value);
        WireFormatVersion.check(Integer.toUnsignedLong(message.getFormat()));
        if (message.getStepsCount() == 0) {
            throw new MalformedRecordException("steps must not be empty (got 0)");
        }
        int[] layers = layers(message.getSteps(0));
        for (int i = 0; i < message.getStepsCount(); i++) {
            checkLayers(i, layers(message.getSteps(i)), layers);
        }
        List<SpikeBatch.Step> steps =
                message.getStepsList().stream().map(SpikeBatchCodec::step).toList();
        return new SpikeBatch(
                message.getStream(),
                message.getSession(),
                silentBefore(message),
                message.getShedEvents(),
                message.getFirstStep(),
                message.getModel(),
                message.getInputMs(),
                layers,
                steps,
                message.getModelStep());
    }

    private static org.spikelink.connectors.kafka.wire.SpikeBatch parse(byte[] value)
            throws MalformedRecordException {
        try {
            return org.spikelink.connectors.kafka.wire.SpikeBatch.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedRecordException(
                    "value must be a SpikeBatch (got %d other bytes)".formatted(value.length), e);
        }
    }

    private static int silentBefore(org.spikelink.connectors.kafka.wire.SpikeBatch message)
            throws MalformedRecordException {
        long silent = Integer.toUnsignedLong(message.getSilentBefore());
        if (silent > MOST_SILENT || Long.compareUnsigned(silent, message.getFirstStep()) > 0) {
            throw new MalformedRecordException(
                    "silent_before must be 0..%d and at most first_step (got %d)"
                            .formatted(MOST_SILENT, silent));
        }
        return (int) silent;
    }

    private static void checkLayers(int step, int[] found, int[] first)
            throws MalformedRecordException {
        if (!Arrays.equals(found, first)) {
            throw new MalformedRecordException(
                    "steps[%d].layers must be those of steps[0], %s (got %s)"
                            .formatted(step, Arrays.toString(first), Arrays.toString(found)));
        }
    }

    private static int[] layers(org.spikelink.connectors.kafka.wire.Step step) {
        if (step.getLayersCount() == 0) {
            return NO_LAYERS;
        }
        int[] layers = new int[step.getLayersCount()];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = step.getLayers(i).getLayer();
        }
        return layers;
    }

    private static SpikeBatch.Step step(org.spikelink.connectors.kafka.wire.Step step) {
        int[][] neurons = new int[step.getLayersCount()][];
        for (int i = 0; i < neurons.length; i++) {
            neurons[i] = neurons(step.getLayers(i));
        }
        return new SpikeBatch.Step(step.getBinStartUs(), step.getBinUs(), neurons);
    }

    private static int[] neurons(Layer layer) {
        int[] neurons = new int[layer.getNeuronsCount()];
        for (int n = 0; n < neurons.length; n++) {
            neurons[n] = layer.getNeurons(n);
        }
        return neurons;
    }
}
