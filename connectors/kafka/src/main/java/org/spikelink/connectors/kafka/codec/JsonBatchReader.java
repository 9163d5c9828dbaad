package org.spikelink.connectors.kafka.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import org.spikelink.core.error.Printable;
import org.spikelink.core.record.SensorBatch;

/**
 * Reads a batch as JSON: one object with the names of {@code spikelink.proto}. {@code session} may be a string of digits, a value of samples
 * {@code null} if it is missing;
 * {@code events} is a list of {@code [t, x, y, on]}, t in µs after {@code start_us}. Unknown fields are skipped.
 */
final class JsonBatchReader {
    // Not Jackson's default of buffers per thread: those would pin a Flink job's class loader.
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // they are foreign
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .build();

    private final JsonParser json;
    private final TextBatch batch;

    private JsonBatchReader(JsonParser json, TextBatch batch) {
        this.json = json;
        this.batch = batch;
    }

    static void read(byte[] value, TextBatch batch) throws MalformedRecordException {
        try (JsonParser json = JSON.createParser(value)) {
            new JsonBatchReader(json, batch).readAll();
        } catch (JsonProcessingException e) {
            throw new MalformedRecordException(
                    "value must be a JSON object (%s at byte %d)"
                            .formatted(
                                    Printable.of(String.valueOf(e.getOriginalMessage())),
                                    e.getLocation() == null ? 0 : e.getLocation().getByteOffset()),
                    e);
        } catch (IOException | IllegalStateException e) { // the latter for names that collide
            throw new MalformedRecordException(
                    "value must be a JSON object (%s)"
                            .formatted(Printable.of(String.valueOf(e.getMessage()))),
                    e);
        }
    }

    private void readAll() throws IOException, MalformedRecordException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "value");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            readField(field, json.nextToken());
        }
        if (json.nextToken() != null) {
            throw error("value must be one JSON object", json.currentToken());
        }
    }

    private void readField(String field, JsonToken token)
            throws IOException, MalformedRecordException {
        switch (field) {
            case "format" -> WireFormatVersion.check(integer(field, token));
            case "stream" -> checkStream(token);
            case "session" -> readSession(token);
            case "sequence" -> {
                batch.sequence = integer(field, token);
                batch.hasSequence = true;
            }
            case "start_us" -> batch.startUs = integer(field, token);
            case "until_us" ->
                    batch.untilUs =
                            token == JsonToken.VALUE_NULL
                                    ? SensorBatch.NO_UNTIL
                                    : integer(field, token);
            case "end" -> batch.end = bool(field, token);
            case "shed_events" -> batch.shedEvents = integer(field, token);
            case "events" -> readEvents(token);
            case "samples" -> readSamples(token);
            default -> json.skipChildren();
        }
    }

    private void checkStream(JsonToken token) throws IOException, MalformedRecordException {
        expect(token, JsonToken.VALUE_STRING, "stream");
        if (!json.getText().equals(batch.stream)) {
            throw new MalformedRecordException(
                    "stream must be the record's key %s (got %s)"
                            .formatted(
                                    TextBatchDecoder.quoted(batch.stream),
                                    TextBatchDecoder.quoted(json.getText())));
        }
    }

    private void readSession(JsonToken token) throws IOException, MalformedRecordException {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_STRING) {
            throw error("session must be a whole number", token);
        }
        try {
            batch.session = Long.parseUnsignedLong(json.getText());
            batch.hasSession = true;
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(
                    "session must be from 0 to 2^64-1 (got %s)"
                            .formatted(TextBatchDecoder.quoted(json.getText())),
                    e);
        }
    }

    private void readEvents(JsonToken token) throws IOException, MalformedRecordException {
        expect(token, JsonToken.START_ARRAY, "events");
        batch.beginEvents();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.START_ARRAY, "an event");
            long t = integerOfEvent("t");
            long x = integerOfEvent("x");
            long y = integerOfEvent("y");
            batch.addEvent(t, x, y, onOfEvent());
            expect(json.nextToken(), JsonToken.END_ARRAY, "an event [t, x, y, on]");
        }
    }

    private long integerOfEvent(String field) throws IOException, MalformedRecordException {
        JsonToken token = json.nextToken();
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw error(field + " of event " + batch.events() + " must be a whole number", token);
        }
        return json.getLongValue();
    }

    private long onOfEvent() throws IOException, MalformedRecordException {
        JsonToken token = json.nextToken();
        return switch (token) {
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            default ->
                    throw error(
                            "on of event %d must be 0, 1, true or false".formatted(batch.events()),
                            token);
        };
    }

    private void readSamples(JsonToken token) throws IOException, MalformedRecordException {
        expect(token, JsonToken.START_OBJECT, "samples");
        batch.beginSamples();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken first = json.nextToken();
            switch (field) {
                case "channels" -> batch.channels = integer(field, first);
                case "values" -> readValues(first);
                default -> json.skipChildren();
            }
        }
    }

    private void readValues(JsonToken token) throws IOException, MalformedRecordException {
        expect(token, JsonToken.START_ARRAY, "samples.values");
        batch.beginSamples();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                batch.addValue(Float.NaN);
                continue;
            }
            if (!json.currentToken().isNumeric()) {
                throw error("samples.values must be numbers", json.currentToken());
            }
            batch.addValue(json.getFloatValue());
        }
    }

    private long integer(String field, JsonToken token)
            throws IOException, MalformedRecordException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw error(field + " must be a whole number", token);
        }
        return json.getLongValue();
    }

    private boolean bool(String field, JsonToken token)
            throws IOException, MalformedRecordException {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw error(field + " must be true or false", token);
        }
        return json.getBooleanValue();
    }

    private void expect(JsonToken found, JsonToken rule, String what)
            throws IOException, MalformedRecordException {
        if (found != rule) {
            throw error(
                    "%s must be %s"
                            .formatted(
                                    what,
                                    switch (rule) {
                                        case START_OBJECT -> "an object";
                                        case START_ARRAY -> "a list";
                                        case END_ARRAY -> "a list of 4";
                                        default -> "a string";
                                    }),
                    found);
        }
    }

    private MalformedRecordException error(String rule, JsonToken found) throws IOException {
        String text = found == null ? "the end" : TextBatchDecoder.quoted(json.getText());
        return new MalformedRecordException(
                "%s (got %s at byte %d)"
                        .formatted(rule, text, json.currentTokenLocation().getByteOffset()));
    }
}
