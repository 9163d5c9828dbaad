package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.List;
import org.spikelink.connectors.kafka.wire.Layer;
import org.spikelink.connectors.kafka.wire.SpikeBatch;
import org.spikelink.connectors.kafka.wire.Step;

/**
 * Writes the steps of a spike batch as fields of its message, without the generated builders: they would take several objects
 * for each step, most of what the job allocates.
 */
final class StepWriter {
    private final int[] layers;
    private final List<org.spikelink.core.record.SpikeBatch.Step> steps;
    private final int[] sizes;
    private int size;

    StepWriter(int[] layers, List<org.spikelink.core.record.SpikeBatch.Step> steps) {
        this.layers = layers;
        this.steps = steps;
        this.sizes = new int[steps.size()];
        for (int n = 0; n < sizes.length; n++) {
            sizes[n] = size(steps.get(n));
            size += field(SpikeBatch.STEPS_FIELD_NUMBER, sizes[n]);
        }
    }

    /** Bytes that {@link #write} writes. */
    int size() {
        return size;
    }

    void write(CodedOutputStream out) throws IOException {
        for (int n = 0; n < sizes.length; n++) {
            begin(SpikeBatch.STEPS_FIELD_NUMBER, sizes[n], out);
            write(steps.get(n), out);
        }
    }

    private int size(org.spikelink.core.record.SpikeBatch.Step step) {
        int bytes = 0;
        if (step.binStartUs() != 0) {
            bytes +=
                    CodedOutputStream.computeInt64Size(
                            Step.BIN_START_US_FIELD_NUMBER, step.binStartUs());
        }
        if (step.binUs() != 0) {
            bytes += CodedOutputStream.computeInt64Size(Step.BIN_US_FIELD_NUMBER, step.binUs());
        }
        for (int i = 0; i < layers.length; i++) {
            bytes += field(Step.LAYERS_FIELD_NUMBER, size(layers[i], step.neurons()[i]));
        }
        return bytes;
    }

    private void write(org.spikelink.core.record.SpikeBatch.Step step, CodedOutputStream out)
            throws IOException {
        if (step.binStartUs() != 0) {
            out.writeInt64(Step.BIN_START_US_FIELD_NUMBER, step.binStartUs());
        }
        if (step.binUs() != 0) {
            out.writeInt64(Step.BIN_US_FIELD_NUMBER, step.binUs());
        }
        for (int i = 0; i < layers.length; i++) {
            begin(Step.LAYERS_FIELD_NUMBER, size(layers[i], step.neurons()[i]), out);
            write(layers[i], step.neurons()[i], out);
        }
    }

    private static int size(int layer, int[] neurons) {
        int bytes = 0;
        if (layer != 0) {
            bytes += CodedOutputStream.computeUInt32Size(Layer.LAYER_FIELD_NUMBER, layer);
        }
        if (neurons.length > 0) {
            bytes += field(Layer.NEURONS_FIELD_NUMBER, packedSize(neurons));
        }
        return bytes;
    }

    private static void write(int layer, int[] neurons, CodedOutputStream out) throws IOException {
        if (layer != 0) {
            out.writeUInt32(Layer.LAYER_FIELD_NUMBER, layer);
        }
        if (neurons.length > 0) {
            begin(Layer.NEURONS_FIELD_NUMBER, packedSize(neurons), out);
            for (int neuron : neurons) {
                out.writeUInt32NoTag(neuron);
            }
        }
    }

    private static int packedSize(int[] neurons) {
        int bytes = 0;
        for (int neuron : neurons) {
            bytes += CodedOutputStream.computeUInt32SizeNoTag(neuron);
        }
        return bytes;
    }

    /** Bytes of a field whose value has a length of its own. */
    private static int field(int number, int valueSize) {
        return CodedOutputStream.computeTagSize(number)
                + CodedOutputStream.computeUInt32SizeNoTag(valueSize)
                + valueSize;
    }

    private static void begin(int number, int valueSize, CodedOutputStream out) throws IOException {
        out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(valueSize);
    }
}
