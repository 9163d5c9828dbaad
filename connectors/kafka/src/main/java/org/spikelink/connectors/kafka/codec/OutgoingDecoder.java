package org.spikelink.connectors.kafka.codec;

import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;

/** Decodes records of the topics of spikes, classes, shadows and health, protobuf or JSON. */
public final class OutgoingDecoder {
    private OutgoingDecoder() {}

    /**
     * Decodes one record.
     *
     * @param value of the record; null if it has none
     * @param isClass whether it is from the classes topic
     * @throws MalformedRecordException if the value is not such an output
     */
    public static Outgoing decode(byte[] value, boolean isClass) throws MalformedRecordException {
        if (value == null) {
            throw new MalformedRecordException("value must be an output (got null)");
        }
        if (isClass) {
            return OutgoingJsonDecoder.isJson(value)
                    ? OutgoingJsonDecoder.classification(value)
                    : ClassificationCodec.decode(value);
        }
        return OutgoingJsonDecoder.isJson(value)
                ? OutgoingJsonDecoder.spikes(value)
                : SpikeBatchCodec.decode(value);
    }

    /**
     * Reads the class that a shadow gives a window.
     *
     * @param value of the Kafka record, may be null
     * @throws MalformedRecordException if it is not a class
     */
    public static ShadowClass shadow(byte[] value) throws MalformedRecordException {
        return new ShadowClass((Classification) decode(value, true));
    }

    /**
     * Reads the health of a sensor.
     *
     * @param value of the Kafka record, may be null
     * @throws MalformedRecordException if it is not the health of a sensor
     */
    public static SensorHealth health(byte[] value) throws MalformedRecordException {
        if (value == null) {
            throw new MalformedRecordException("value must be a SensorHealth (got null)");
        }
        return OutgoingJsonDecoder.isJson(value)
                ? OutgoingJsonDecoder.health(value)
                : SensorHealthCodec.decode(value);
    }
}
