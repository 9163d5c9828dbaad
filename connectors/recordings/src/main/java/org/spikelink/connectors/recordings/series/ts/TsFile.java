package org.spikelink.connectors.recordings.series.ts;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;

/**
 * The time-series archive's text format ({@code timeseriesclassification.com}): {@code #} comments, {@code @} header
 * lines, then one line per series: channels separated by colons, values by commas, {@code ?} for a missing value
 * (read as NaN), and the class after the last colon. Series may have different lengths. With {@code @timestamps true} values
 * are those of {@link TimedSeries}.
 */
final class TsFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String LABELS = "@classlabel";

    private final Path file;
    private int line;
    private Optional<List<String>> classes = Optional.empty();
    private int dimensions;
    private boolean timed;
    private boolean inData;
    private final List<Series> series = new ArrayList<>();

    private TsFile(Path file) {
        this.file = file;
    }

    static List<Series> read(Path file) {
        TsFile reader = new TsFile(file);
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                boolean marked = ++reader.line == 1 && text.startsWith(BYTE_ORDER_MARK);
                reader.take(marked ? text.substring(1).strip() : text.strip());
            }
        } catch (CharacterCodingException e) {
            throw new RecordingException(
                    file.toString(), RecordingException.NO_OFFSET, "must be text in UTF-8", e);
        } catch (IOException e) {
            throw RecordingException.unreadable(file, e);
        }
        if (!reader.inData || reader.series.isEmpty()) {
            throw new RecordingException(
                    file.toString(), "must hold series after a line @data (got none)");
        }
        return reader.series;
    }

    private void take(String text) {
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        if (inData) {
            series.add(series(text));
        } else if (text.startsWith("@")) {
            header(text.split("\\s+"));
        } else {
            throw error("a header line must begin with @ or # (got '" + shortened(text) + "')");
        }
    }

    private void header(String[] words) {
        String key = words[0].toLowerCase(Locale.ROOT);
        boolean yes = words.length > 1 && words[1].equalsIgnoreCase("true");
        switch (key) {
            case "@data" -> inData = true;
            case LABELS ->
                    classes =
                            yes
                                    ? Optional.of(List.of(words).subList(2, words.length))
                                    : Optional.empty();
            case "@dimensions", "@dimension" -> dimensions = dimensions(words);
            case "@timestamps" -> timed = yes;
            case "@targetlabel" -> {
                if (yes) {
                    throw error("series with numbers to predict are not supported, only classes");
                }
            }
            default -> {} // names and other metadata
        }
    }

    private int dimensions(String[] words) {
        if (words.length != 2 || !words[1].matches("[1-9][0-9]{0,6}")) {
            throw error("@dimensions must be a number of channels (got " + List.of(words) + ")");
        }
        return Integer.parseInt(words[1]);
    }

    private Series series(String text) {
        String[] fields = timed ? TimedSeries.split(text) : text.split(":", -1);
        int channels = fields.length - (classes.isPresent() ? 1 : 0);
        if (channels < 1 || (dimensions > 0 && channels != dimensions)) {
            throw error(
                    "a series must have %s channels%s (got %d)"
                            .formatted(
                                    dimensions > 0 ? dimensions : "some",
                                    classes.isPresent() ? " and a class" : "",
                                    channels));
        }
        Optional<String> label = classes.map(known -> label(known, fields[channels].strip()));
        return new Series(
                Integer.toString(series.size()),
                label,
                new int[0],
                channels,
                timed
                        ? TimedSeries.read(
                                Arrays.copyOf(fields, channels), this::value, this::error)
                        : values(Arrays.copyOf(fields, channels)));
    }

    private String label(List<String> known, String label) {
        if (!known.contains(label)) {
            throw error("a class must be one of " + known + " (got '" + shortened(label) + "')");
        }
        return label;
    }

    private float[] values(String[] fields) {
        float[] values = null;
        for (int c = 0; c < fields.length; c++) {
            String[] texts = fields[c].split(",", -1);
            if (values == null) {
                requireOneLength(fields, texts.length);
                values = new float[fields.length * texts.length];
            } else if (values.length != fields.length * texts.length) {
                throw error(
                        "the channels of a series must be of one length: %d (got %d in channel %d)"
                                .formatted(values.length / fields.length, texts.length, c));
            }
            for (int t = 0; t < texts.length; t++) {
                values[t * fields.length + c] = value(texts[t].strip());
            }
        }
        return values;
    }

    /** Checked before memory is allocated: all values but the last need a separator. */
    private void requireOneLength(String[] fields, int length) {
        for (int c = 0; c < fields.length; c++) {
            if (fields[c].length() < length - 1) {
                int values = fields[c].split(",", -1).length;
                throw error(
                        "the channels of a series must be of one length: %d (got %d in channel %d)"
                                .formatted(length, values, c));
            }
        }
    }

    private float value(String text) {
        try {
            return text.equals("?") ? Float.NaN : Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new RecordingException(
                    file.toString(),
                    RecordingException.NO_OFFSET,
                    "line "
                            + line
                            + ": a value must be a number or ? (got '"
                            + shortened(text)
                            + "')",
                    e);
        }
    }

    private RecordingException error(String message) {
        return new RecordingException(file.toString(), "line " + line + ": " + message);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
