package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.spikelink.connectors.kafka.wire.HotPixel;
import org.spikelink.core.record.SensorHealth;

/** Encodes and decodes the health of sensors as protobuf. */
public final class SensorHealthCodec {
    private SensorHealthCodec() {}

    /** Value of the Kafka record of a sensor's health. */
    public static byte[] encode(SensorHealth health) {
        var message =
                org.spikelink.connectors.kafka.wire.SensorHealth.newBuilder()
                        .setFormat(WireFormatVersion.CURRENT)
                        .setStream(health.stream())
                        .setSession(health.session())
                        .setStartUs(health.startUs())
                        .setEndUs(health.endUs())
                        .setBatches(health.batches())
                        .setEvents(health.events())
                        .setOn(health.on())
                        .setStepsBack(health.stepsBack())
                        .setLongestStepBackUs(health.longestStepBackUs())
                        .setMissing(health.missing())
                        .setRejected(health.rejected())
                        .setLate(health.late())
                        .setLatestMs(health.latestMs())
                        .setFullSlices(health.fullSlices())
                        .setFullest(health.fullest())
                        .setEmptyRows(health.emptyRows())
                        .setFlickerHz(health.flickerHz())
                        .setFlickerShare(health.flickerShare())
                        .setHotPixels(health.hotPixels())
                        .setInputMs(health.inputMs());
        for (SensorHealth.HotPixel pixel : health.worstPixels()) {
            message.addWorstPixels(
                    HotPixel.newBuilder()
                            .setX(pixel.x())
                            .setY(pixel.y())
                            .setEvents(pixel.events()));
        }
        for (SensorHealth.Trouble trouble : health.troubles()) {
            message.addTroubles(
                    org.spikelink.connectors.kafka.wire.Trouble.valueOf(trouble.name()));
        }
        return message.build().toByteArray();
    }

    /**
     * The health that a Kafka record's value holds. Troubles that this release does not know are left out.
     *
     * @throws MalformedRecordException if it has another format version or is not the health of a sensor
     */
    public static SensorHealth decode(byte[] value) throws MalformedRecordException {
        var message = parse(value);
        WireFormatVersion.check(Integer.toUnsignedLong(message.getFormat()));
        return new SensorHealth(
                message.getStream(),
                message.getSession(),
                message.getStartUs(),
                message.getEndUs(),
                message.getBatches(),
                message.getEvents(),
                message.getOn(),
                message.getStepsBack(),
                message.getLongestStepBackUs(),
                message.getMissing(),
                message.getRejected(),
                message.getLate(),
                message.getLatestMs(),
                message.getFullSlices(),
                message.getFullest(),
                message.getEmptyRows(),
                message.getFlickerHz(),
                message.getFlickerShare(),
                message.getHotPixels(),
                message.getWorstPixelsList().stream()
                        .map(p -> new SensorHealth.HotPixel(p.getX(), p.getY(), p.getEvents()))
                        .toList(),
                troubles(message),
                message.getInputMs());
    }

    private static List<SensorHealth.Trouble> troubles(
            org.spikelink.connectors.kafka.wire.SensorHealth message) {
        List<SensorHealth.Trouble> known = List.of(SensorHealth.Trouble.values());
        return message.getTroublesValueList().stream()
                .filter(number -> number >= 1 && number <= known.size())
                .map(number -> known.get(number - 1))
                .toList();
    }

    private static org.spikelink.connectors.kafka.wire.SensorHealth parse(byte[] value)
            throws MalformedRecordException {
        try {
            return org.spikelink.connectors.kafka.wire.SensorHealth.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedRecordException(
                    "value must be a SensorHealth (got %d other bytes)".formatted(value.length), e);
        }
    }
}
