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
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.record.SpikeBatch;

/** Spikes, a class, one of a shadow, a rejected record or a sensor's health: a {@link RecordTag}, then the record's fields. */
public final class OutgoingSerializer extends RecordSerializer<Outgoing> {
    private static final long serialVersionUID = 1L;
    private static final int SPIKES = 0;
    private static final int CLASSIFICATION = 1;
    private static final int REJECTED = 2;
    private static final int SPIKES_AFTER_SILENCE = 3;
    private static final int HEALTH = 4;
    private static final int SPIKES_AFTER_SHEDDING = 5;
    private static final int CHANGED_SPIKES = 6; // of a session whose model was changed
    private static final int CHANGED_CLASSIFICATION = 7;
    private static final int SHADOW_CLASS = 8;
    private static final int KINDS = 9;

    @Override
    public void serialize(Outgoing outgoing, DataOutputView target) throws IOException {
        if (outgoing instanceof SpikeBatch spikes) {
            if (spikes.modelStep() > 0) {
                RecordTag.write(CHANGED_SPIKES, target);
                target.writeInt(spikes.silentBefore());
                target.writeLong(spikes.shedEvents());
                target.writeLong(spikes.modelStep());
            } else if (spikes.shedEvents() > 0) {
                RecordTag.write(SPIKES_AFTER_SHEDDING, target);
                target.writeInt(spikes.silentBefore());
                target.writeLong(spikes.shedEvents());
            } else if (spikes.silentBefore() > 0) {
                RecordTag.write(SPIKES_AFTER_SILENCE, target);
                target.writeInt(spikes.silentBefore());
            } else {
                RecordTag.write(SPIKES, target);
            }
            writeSpikes(spikes, target);
        } else if (outgoing instanceof Classification classification) {
            if (classification.modelStep() > 0) {
                RecordTag.write(CHANGED_CLASSIFICATION, target);
                target.writeLong(classification.modelStep());
            } else {
                RecordTag.write(CLASSIFICATION, target);
            }
            writeClassification(classification, target);
        } else if (outgoing instanceof ShadowClass shadow) {
            RecordTag.write(SHADOW_CLASS, target);
            target.writeLong(shadow.found().modelStep());
            writeClassification(shadow.found(), target);
        } else if (outgoing instanceof SensorHealth health) {
            RecordTag.write(HEALTH, target);
            SensorHealthFields.write(health, target);
        } else {
            RecordTag.write(REJECTED, target);
            RecordFields.writeRejected((Rejected) outgoing, target);
        }
    }

    @Override
    public Outgoing deserialize(DataInputView source) throws IOException {
        return switch (RecordTag.read(KINDS, source).kind()) {
            case SPIKES -> readSpikes(0, 0, 0, source);
            case SPIKES_AFTER_SILENCE -> readSpikes(source.readInt(), 0, 0, source);
            case SPIKES_AFTER_SHEDDING ->
                    readSpikes(source.readInt(), source.readLong(), 0, source);
            case CHANGED_SPIKES ->
                    readSpikes(source.readInt(), source.readLong(), source.readLong(), source);
            case CLASSIFICATION -> readClassification(0, source);
            case CHANGED_CLASSIFICATION -> readClassification(source.readLong(), source);
            case SHADOW_CLASS -> new ShadowClass(readClassification(source.readLong(), source));
            case HEALTH -> SensorHealthFields.read(source);
            default -> RecordFields.readRejected(source);
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

    private static SpikeBatch readSpikes(
            int silentBefore, long shed, long modelStep, DataInputView source) throws IOException {
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
        return new SpikeBatch(
                stream,
                session,
                silentBefore,
                shed,
                firstStep,
                model,
                inputMs,
                layers,
                steps,
                modelStep);
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

    private static Classification readClassification(long modelStep, DataInputView source)
            throws IOException {
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
                source.readLong(),
                modelStep);
    }

    @Override
    public TypeSerializerSnapshot<Outgoing> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Its snapshot: each record names the version of its own format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Outgoing> {
        public Snapshot() {
            super(OutgoingSerializer::new);
        }
    }
}
