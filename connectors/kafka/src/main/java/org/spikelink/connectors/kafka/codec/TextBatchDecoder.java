package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.UnsafeByteOperations;
import java.nio.charset.StandardCharsets;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;

/**
 * Turns a record of text, JSON or CSV, into a batch, or into a rejection with the reason. Never throws, whatever the bytes;
 * its memory is bounded by the record's. The stream is the record's key.
 */
final class TextBatchDecoder {
    private TextBatchDecoder() {}

    static Incoming decode(
            InputFormat format, byte[] key, byte[] value, Origin origin, SessionHorizon horizon) {
        String stream = key == null ? "" : SensorBatchDecoder.text(key);
        try {
            checkKey(key);
            SensorBatchDecoder.checkLength(value, "value must be " + format);
            TextBatch batch = new TextBatch(stream);
            if (format == InputFormat.JSON) {
                JsonBatchReader.read(value, batch);
            } else {
                CsvBatchReader.read(value, batch);
            }
            batch.check();
            horizon.check(batch.session, origin);
            return new SensorBatch(
                    stream,
                    batch.session,
                    batch.sequence,
                    batch.startUs,
                    batch.untilUs,
                    batch.end,
                    batch.payload(),
                    origin,
                    value,
                    batch.shedEvents);
        } catch (MalformedRecordException e) {
            return Rejected.of(stream, value, e.getMessage(), origin);
        }
    }

    private static void checkKey(byte[] key) throws MalformedRecordException {
        if (key == null || key.length == 0 || key.length > SensorBatchDecoder.MAX_STREAM_BYTES) {
            throw new MalformedRecordException(
                    "key must be the stream's name, 1 to %d bytes (got %s)"
                            .formatted(
                                    SensorBatchDecoder.MAX_STREAM_BYTES,
                                    key == null ? "none" : key.length + " bytes"));
        }
        if (!UnsafeByteOperations.unsafeWrap(key).isValidUtf8()) {
            throw new MalformedRecordException(
                    "key must be valid UTF-8 (got %s)".formatted(Quoted.utf8(key, 0, key.length)));
        }
    }

    /** Foreign text in a message. */
    static String quoted(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Quoted.utf8(bytes, 0, bytes.length);
    }
}
