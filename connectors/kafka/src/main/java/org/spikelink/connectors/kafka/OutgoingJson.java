package org.spikelink.connectors.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SpikeBatch;

/**
 * Outputs as JSON for people and ksql: one object, the fields of {@code spikelink.proto} under the same names, all of
 * them present. {@code session} is a string of unsigned decimal digits, for it may exceed what a JSON number carries
 * exactly; everything else that counts is a number.
 */
public final class OutgoingJson {
    // Not Jackson's default of buffers per thread: those would pin a Flink job's class loader.
    private static final JsonFactory JSON =
            JsonFactory.builder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build();

    private OutgoingJson() {}

    /** One object in UTF-8, without a line end. */
    public static byte[] encode(SpikeBatch batch) {
        return object(
                json -> {
                    writeHead(json, batch.stream(), batch.session());
                    json.writeNumberField("first_step", batch.firstStep());
                    json.writeStringField("model", batch.model());
                    json.writeNumberField("input_ms", batch.inputMs());
                    json.writeArrayFieldStart("steps");
                    for (SpikeBatch.Step step : batch.steps()) {
                        writeStep(json, step, batch.layers());
                    }
                    json.writeEndArray();
                });
    }

    /** One object in UTF-8, without a line end. */
    public static byte[] encode(Classification found) {
        return object(
                json -> {
                    writeHead(json, found.stream(), found.session());
                    json.writeNumberField("step", found.step());
                    json.writeNumberField("window_start_us", found.windowStartUs());
                    json.writeNumberField("window_end_us", found.windowEndUs());
                    json.writeNumberField("class_index", found.classIndex());
                    json.writeStringField("label", found.label());
                    json.writeArrayFieldStart("scores");
                    for (float score : found.scores()) {
                        json.writeNumber(score);
                    }
                    json.writeEndArray();
                    json.writeNumberField("confidence", found.confidence());
                    json.writeBooleanField("final", found.isFinal());
                    json.writeStringField("model", found.model());
                    json.writeNumberField("input_ms", found.inputMs());
                });
    }

    private static void writeHead(JsonGenerator json, String stream, long session)
            throws IOException {
        json.writeNumberField("format", WireFormatVersion.CURRENT);
        json.writeStringField("stream", stream);
        json.writeStringField("session", Long.toUnsignedString(session));
    }

    private static void writeStep(JsonGenerator json, SpikeBatch.Step step, int[] layers)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("bin_start_us", step.binStartUs());
        json.writeNumberField("bin_us", step.binUs());
        json.writeArrayFieldStart("layers");
        for (int i = 0; i < layers.length; i++) {
            json.writeStartObject();
            json.writeNumberField("layer", layers[i]);
            json.writeFieldName("neurons");
            json.writeArray(step.neurons()[i], 0, step.neurons()[i].length);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a JSON object in memory", e);
        }
        return bytes.toByteArray();
    }
}
