package org.spikelink.connectors.kafka.codec;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.record.SensorBatch;

/**
 * Reads a batch as comma-separated values. The first line names fields of the batch, {@code session} and {@code sequence}
 * at least, and the second gives their values. A third line names the columns of a table: {@code t,x,y,on} in any order for
 * events, t in µs after {@code start_us}, or else one name for each channel of samples. The table follows, a line an event
 * or sample. A value of samples that is {@code ?}, or empty beside others, is missing.
 */
final class CsvBatchReader {
    private static final int MOST_FIELDS = 16;
    private static final List<String> EVENT_COLUMNS = List.of("t", "x", "y", "on");

    private final CsvCursor at;
    private final TextBatch batch;

    private CsvBatchReader(CsvCursor at, TextBatch batch) {
        this.at = at;
        this.batch = batch;
    }

    static void read(byte[] value, TextBatch batch) throws MalformedRecordException {
        new CsvBatchReader(new CsvCursor(value), batch).readAll();
    }

    private void readAll() throws MalformedRecordException {
        List<String> names = names();
        for (int n = 0; n < names.size(); n++) {
            readField(names.get(n), at.text());
            at.next(n == names.size() - 1);
        }
        if (!at.isAtEnd()) {
            readTable();
        }
    }

    private List<String> names() throws MalformedRecordException {
        List<String> names = new ArrayList<>();
        boolean last = false;
        while (!last) {
            if (names.size() == MOST_FIELDS) {
                throw at.error("the first line must name at most " + MOST_FIELDS + " fields");
            }
            names.add(at.text());
            last = at.isLastOfLine();
            at.next(last);
        }
        return names;
    }

    private void readField(String name, String text) throws MalformedRecordException {
        switch (name) {
            case "session" -> {
                batch.session = unsigned(text);
                batch.hasSession = true;
            }
            case "sequence" -> {
                batch.sequence = integer(name, text);
                batch.hasSequence = true;
            }
            case "start_us" -> batch.startUs = integer(name, text);
            case "until_us" ->
                    batch.untilUs = text.isEmpty() ? SensorBatch.NO_UNTIL : integer(name, text);
            case "end" -> batch.end = bool(name, text);
            case "shed_events" -> batch.shedEvents = text.isEmpty() ? 0 : integer(name, text);
            default ->
                    throw new MalformedRecordException(
                            "a field must be session, sequence, start_us, until_us, end or shed_events (got %s)"
                                    .formatted(TextBatchDecoder.quoted(name)));
        }
    }

    private static long unsigned(String text) throws MalformedRecordException {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(
                    "session must be from 0 to 2^64-1 (got %s)"
                            .formatted(TextBatchDecoder.quoted(text)),
                    e);
        }
    }

    private static long integer(String name, String text) throws MalformedRecordException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(
                    "%s must be a whole number (got %s)"
                            .formatted(name, TextBatchDecoder.quoted(text)),
                    e);
        }
    }

    private static boolean bool(String name, String text) throws MalformedRecordException {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0", "" -> false;
            default ->
                    throw new MalformedRecordException(
                            "%s must be true or false (got %s)"
                                    .formatted(name, TextBatchDecoder.quoted(text)));
        };
    }

    private void readTable() throws MalformedRecordException {
        int columns = 0;
        int[] order = new int[EVENT_COLUMNS.size()];
        int known = 0; // a bit for each column of events
        boolean last = false;
        while (!last) {
            int column = EVENT_COLUMNS.indexOf(at.text());
            if (column >= 0 && columns < order.length) {
                order[columns] = column;
                known |= 1 << column;
            }
            columns++;
            last = at.isLastOfLine();
            at.next(last);
        }
        if (columns == order.length && known == (1 << order.length) - 1) {
            readEvents(order);
        } else {
            readSamples(columns);
        }
    }

    private void readEvents(int[] order) throws MalformedRecordException {
        batch.beginEvents();
        long[] event = new long[order.length];
        while (!at.isAtEnd()) {
            for (int n = 0; n < order.length; n++) {
                event[order[n]] = at.integer();
                at.next(n == order.length - 1);
            }
            batch.addEvent(event[0], event[1], event[2], event[3]);
        }
    }

    private void readSamples(int channels) throws MalformedRecordException {
        batch.beginSamples();
        batch.channels = channels;
        while (!at.isAtEnd()) {
            for (int n = 0; n < channels; n++) {
                batch.addValue(channels > 1 && at.text().isEmpty() ? Float.NaN : at.number());
                at.next(n == channels - 1);
            }
        }
    }
}
