package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import org.spikelink.core.record.Classification;

/** Encodes and decodes classifications as protobuf. */
public final class ClassificationCodec {
    private ClassificationCodec() {}

    /** Value of the Kafka record of a classification. */
    public static byte[] encode(Classification found) {
        var message =
                org.spikelink.connectors.kafka.wire.Classification.newBuilder()
                        .setFormat(WireFormatVersion.CURRENT)
                        .setStream(found.stream())
                        .setSession(found.session())
                        .setStep(found.step())
                        .setWindowStartUs(found.windowStartUs())
                        .setWindowEndUs(found.windowEndUs())
                        .setClassIndex(found.classIndex())
                        .setLabel(found.label())
                        .setConfidence(found.confidence())
                        .setFinal(found.isFinal())
                        .setModel(found.model())
                        .setInputMs(found.inputMs())
                        .setModelStep(found.modelStep());
        for (float score : found.scores()) {
            message.addScores(score);
        }
        return message.build().toByteArray();
    }

    /**
     * The classification that a Kafka record's value holds.
     *
     * @throws MalformedRecordException if it has another format version or is not a classification
     */
    public static Classification decode(byte[] value) throws MalformedRecordException {
        var message = parse(value);
        WireFormatVersion.check(Integer.toUnsignedLong(message.getFormat()));
        return new Classification(
                message.getStream(),
                message.getSession(),
                message.getStep(),
                message.getWindowStartUs(),
                message.getWindowEndUs(),
                message.getClassIndex(),
                message.getLabel(),
                scores(message),
                message.getConfidence(),
                message.getFinal(),
                message.getModel(),
                message.getInputMs(),
                message.getModelStep());
    }

    private static org.spikelink.connectors.kafka.wire.Classification parse(byte[] value)
            throws MalformedRecordException {
        try {
            return org.spikelink.connectors.kafka.wire.Classification.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedRecordException(
                    "value must be a Classification (got %d other bytes)".formatted(value.length),
                    e);
        }
    }

    private static float[] scores(org.spikelink.connectors.kafka.wire.Classification message) {
        float[] scores = new float[message.getScoresCount()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = message.getScores(i);
        }
        return scores;
    }
}
