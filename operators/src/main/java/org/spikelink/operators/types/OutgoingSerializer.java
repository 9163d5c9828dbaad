package org.spikelink.operators.types;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SpikeBatch;

/** Spikes, a class or a rejected record, told apart by a tag. */
public final class OutgoingSerializer extends RecordSerializer<Outgoing> {
    private static final long serialVersionUID = 1L;
    private static final int SPIKES = 0;
    private static final int CLASSIFICATION = 1;
    private static final int REJECTED = 2;

    @Override
    public void serialize(Outgoing outgoing, DataOutputView target) throws IOException {
        if (outgoing instanceof SpikeBatch spikes) {
            target.writeByte(SPIKES);
            writeSpikes(spikes, target);
        } else if (outgoing instanceof Classification classification) {
            target.writeByte(CLASSIFICATION);
            writeClassification(classification, target);
        } else {
            target.writeByte(REJECTED);
            RecordFields.writeRejected((Rejected) outgoing, target);
        }
    }

    @Override
    public Outgoing deserialize(DataInputView source) throws IOException {
        int tag = source.readByte();
        return switch (tag) {
            case SPIKES -> readSpikes(source);
            case CLASSIFICATION -> readClassification(source);
            case REJECTED -> RecordFields.readRejected(source);
            default ->
                    throw new IOException(
                            "an outgoing record must have tag 0..2 (got " + tag + ")");
        };
    }

    private static void writeSpikes(SpikeBatch spikes, DataOutputView target) throws IOException {
        target.writeUTF(spikes.stream());
        target.writeLong(spikes.session());
        target.writeLong(spikes.firstStep());
        target.writeUTF(spikes.model());
        target.writeLong(spikes.inputMs());
        RecordFields.writeInts(spikes.layers(), target);
        target.writeInt(spikes.steps().size());
        for (SpikeBatch.Step step : spikes.steps()) {
            target.writeLong(step.binStartUs());
            target.writeLong(step.binUs());
            for (int[] neurons : step.neurons()) {
                RecordFields.writeInts(neurons, target);
            }
        }
    }

    private static SpikeBatch readSpikes(DataInputView source) throws IOException {
        String stream = source.readUTF();
        long session = source.readLong();
        long firstStep = source.readLong();
        String model = source.readUTF();
        long inputMs = source.readLong();
        int[] layers = RecordFields.readInts(source);
        int count = source.readInt();
        List<SpikeBatch.Step> steps = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            steps.add(readStep(layers.length, source));
        }
        return new SpikeBatch(stream, session, firstStep, model, inputMs, layers, steps);
    }

    private static SpikeBatch.Step readStep(int layers, DataInputView source) throws IOException {
        long binStartUs = source.readLong();
        long binUs = source.readLong();
        int[][] neurons = new int[layers][];
        for (int layer = 0; layer < layers; layer++) {
            neurons[layer] = RecordFields.readInts(source);
        }
        return new SpikeBatch.Step(binStartUs, binUs, neurons);
    }

    private static void writeClassification(Classification c, DataOutputView target)
            throws IOException {
        target.writeUTF(c.stream());
        target.writeLong(c.session());
        target.writeLong(c.step());
        target.writeLong(c.windowStartUs());
        target.writeLong(c.windowEndUs());
        target.writeInt(c.classIndex());
        target.writeUTF(c.label());
        RecordFields.writeFloats(c.scores(), target);
        target.writeFloat(c.confidence());
        target.writeBoolean(c.isFinal());
        target.writeUTF(c.model());
        target.writeLong(c.inputMs());
    }

    private static Classification readClassification(DataInputView source) throws IOException {
        return new Classification(
                source.readUTF(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readInt(),
                source.readUTF(),
                RecordFields.readFloats(source),
                source.readFloat(),
                source.readBoolean(),
                source.readUTF(),
                source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Outgoing> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Its snapshot: the format is fixed. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Outgoing> {
        public Snapshot() {
            super(OutgoingSerializer::new);
        }
    }
}
