package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.InvalidProtocolBufferException;
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
        var message =
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
        for (SpikeBatch.Step step : batch.steps()) {
            message.addSteps(message(step, batch.layers()));
        }
        return message.build().toByteArray();
    }

    private static org.spikelink.connectors.kafka.wire.Step message(
            SpikeBatch.Step step, int[] layers) {
        var message =
                org.spikelink.connectors.kafka.wire.Step.newBuilder()
                        .setBinStartUs(step.binStartUs())
                        .setBinUs(step.binUs());
        for (int i = 0; i < layers.length; i++) {
            Layer.Builder layer = Layer.newBuilder().setLayer(layers[i]);
            for (int neuron : step.neurons()[i]) {
                layer.addNeurons(neuron);
            }
            message.addLayers(layer);
        }
        return message.build();
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
        return step.getLayersCount() == 0
                ? NO_LAYERS
                : step.getLayersList().stream().mapToInt(Layer::getLayer).toArray();
    }

    private static SpikeBatch.Step step(org.spikelink.connectors.kafka.wire.Step step) {
        int[][] neurons = new int[step.getLayersCount()][];
        for (int i = 0; i < neurons.length; i++) {
            neurons[i] =
                    step.getLayers(i).getNeuronsList().stream()
                            .mapToInt(Integer::intValue)
                            .toArray();
        }
        return new SpikeBatch.Step(step.getBinStartUs(), step.getBinUs(), neurons);
    }
}
