package org.spikelink.connectors.kafka.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SpikeBatch;

/**
 * Outputs as JSON for people and ksql: one object with all fields of {@code spikelink.proto}, under the same names.
 * {@code session} is a string of unsigned decimal digits, because it may exceed the exact range of a JSON number; all
 * other numeric fields are numbers.
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
                    json.writeNumberField("silent_before", batch.silentBefore());
                    json.writeNumberField("shed_events", batch.shedEvents());
                    writeModelStep(json, batch.modelStep());
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
                    writeModelStep(json, found.modelStep());
                });
    }

    /** One object in UTF-8, without a line end; troubles are names in lower case. */
    public static byte[] encode(SensorHealth health) {
        return object(
                json -> {
                    writeHead(json, health.stream(), health.session());
                    json.writeNumberField("start_us", health.startUs());
                    json.writeNumberField("end_us", health.endUs());
                    json.writeNumberField("batches", health.batches());
                    json.writeNumberField("events", health.events());
                    json.writeNumberField("on", health.on());
                    json.writeNumberField("steps_back", health.stepsBack());
                    json.writeNumberField("longest_step_back_us", health.longestStepBackUs());
                    json.writeNumberField("missing", health.missing());
                    json.writeNumberField("rejected", health.rejected());
                    json.writeNumberField("late", health.late());
                    json.writeNumberField("latest_ms", health.latestMs());
                    json.writeNumberField("full_slices", health.fullSlices());
                    json.writeNumberField("fullest", health.fullest());
                    json.writeNumberField("empty_rows", health.emptyRows());
                    json.writeNumberField("flicker_hz", health.flickerHz());
                    json.writeNumberField("flicker_share", health.flickerShare());
                    json.writeNumberField("hot_pixels", health.hotPixels());
                    json.writeArrayFieldStart("worst_pixels");
                    for (SensorHealth.HotPixel pixel : health.worstPixels()) {
                        json.writeStartObject();
                        json.writeNumberField("x", pixel.x());
                        json.writeNumberField("y", pixel.y());
                        json.writeNumberField("events", pixel.events());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("troubles");
                    for (SensorHealth.Trouble trouble : health.troubles()) {
                        json.writeString(trouble.toString());
                    }
                    json.writeEndArray();
                    json.writeNumberField("input_ms", health.inputMs());
                });
    }

    /** Left out while a session has the model that it began with, as by releases that knew no other case. */
    private static void writeModelStep(JsonGenerator json, long step) throws IOException {
        if (step != 0) {
            json.writeNumberField("model_step", step);
        }
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
