package org.spikelink.connectors.recordings.series.ts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.error.Printable;

/**
 * The time-series archive's text format ({@code timeseriesclassification.com}): {@code #} comments, {@code @} header
 * lines, then one line per series: channels separated by colons, values by commas, {@code ?} for a missing value
 * (read as NaN), and the class after the last colon. Series may have different lengths. With {@code @timestamps true} values
 * are those of {@link TimedSeries}.
 */
final class TsFile {
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF"; // UTF-8 read as Latin-1
    private static final String LABELS = "@classlabel";
    private static final int MOST_CLASSES = 1 << 16;
    private static final int[] NO_STEP_LABELS = {};

    private final Path file;
    private int line;
    private Optional<Map<String, Optional<String>>> classes = Optional.empty();
    private int dimensions;
    private boolean timed;
    private boolean inData;
    private final List<Series> series = new ArrayList<>();

    private TsFile(Path file) {
        this.file = file;
    }

    static List<Series> read(Path file) {
        TsFile reader = new TsFile(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            TsLines lines = new TsLines(file.toString(), in);
            for (String text = lines.next(); text != null; text = lines.next()) {
                boolean marked = ++reader.line == 1 && text.startsWith(BYTE_ORDER_MARK);
                reader.take(
                        marked ? text.substring(BYTE_ORDER_MARK.length()).strip() : text.strip());
            }
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
        if (text.isEmpty() || text.startsWith("#")) { // comments may be in any encoding
            return;
        }
        String decoded = decoded(text);
        if (inData) {
            series.add(series(decoded));
        } else if (decoded.startsWith("@")) {
            header(new StringTokenizer(decoded));
        } else {
            throw error("a header line must begin with @ or # (got '" + shortened(decoded) + "')");
        }
    }

    /** The UTF-8 of a line that was read as Latin-1. */
    private String decoded(String latin) {
        if (latin.chars().allMatch(c -> c < 0x80)) {
            return latin;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RecordingException(
                    file.toString(),
                    RecordingException.NO_OFFSET,
                    "line " + line + ": must be text in UTF-8",
                    e);
        }
    }

    private void header(StringTokenizer words) {
        String key = words.nextToken().toLowerCase(Locale.ROOT);
        String value = words.hasMoreTokens() ? words.nextToken() : "";
        boolean yes = value.equalsIgnoreCase("true");
        switch (key) {
            case "@data" -> inData = true;
            case LABELS -> classes = yes ? Optional.of(classes(words)) : Optional.empty();
            case "@dimensions", "@dimension" -> dimensions = dimensions(value);
            case "@timestamps" -> timed = yes;
            case "@targetlabel" -> {
                if (yes) {
                    throw error("series with numbers to predict are not supported, only classes");
                }
            }
            default -> {} // names and other metadata
        }
    }

    /** Each class by its name, so that its series share one text. */
    private Map<String, Optional<String>> classes(StringTokenizer names) {
        Map<String, Optional<String>> known = new LinkedHashMap<>();
        while (names.hasMoreTokens()) {
            String name = names.nextToken();
            known.put(name, Optional.of(name));
            if (known.size() > MOST_CLASSES) {
                throw error("there must be at most " + MOST_CLASSES + " classes");
            }
        }
        return known;
    }

    private int dimensions(String number) {
        if (!number.matches("[1-9][0-9]{0,6}")) {
            throw error(
                    "@dimensions must be a number of channels (got '" + shortened(number) + "')");
        }
        return Integer.parseInt(number);
    }

    private Series series(String text) {
        String[] timedFields = timed ? TimedSeries.split(text) : new String[0];
        int[] starts = timed ? new int[0] : PlainSeries.starts(text);
        int fields = timed ? timedFields.length : starts.length - 1;
        int channels = fields - (classes.isPresent() ? 1 : 0);
        if (channels < 1 || (dimensions > 0 && channels != dimensions)) {
            throw error(
                    "a series must have %s channels%s (got %d)"
                            .formatted(
                                    dimensions > 0 ? dimensions : "some",
                                    classes.isPresent() ? " and a class" : "",
                                    channels));
        }
        Optional<String> label =
                classes.flatMap(
                        known ->
                                label(
                                        known,
                                        timed
                                                ? timedFields[channels]
                                                : text.substring(starts[channels])));
        return new Series(
                Integer.toString(series.size()),
                label,
                NO_STEP_LABELS,
                channels,
                timed
                        ? TimedSeries.read(
                                Arrays.copyOf(timedFields, channels), this::value, this::error)
                        : PlainSeries.read(
                                text,
                                Arrays.copyOf(starts, channels + 1),
                                this::value,
                                this::error));
    }

    private Optional<String> label(Map<String, Optional<String>> known, String text) {
        Optional<String> label = known.get(text.strip());
        if (label == null) {
            throw error(
                    "a class must be one of %s (got '%s')"
                            .formatted(
                                    Printable.of(known.keySet().toString()),
                                    shortened(text.strip())));
        }
        return label;
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
