package org.spikelink.connectors.recordings.series.numpy;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.numpy.NpyText;
import org.spikelink.connectors.recordings.io.numpy.NpyType;
import org.spikelink.core.error.Printable;

/**
 * The header of a {@code .npy} file: a Python dictionary as text.
 *
 * @param type of a value
 * @param fortran whether the order is column-major
 * @param shape sizes, outermost first
 */
record NpyHeader(NpyType type, boolean fortran, int[] shape) {
    /** Maximum number of values in a Java array. */
    private static final long MAX_BYTES = Integer.MAX_VALUE - 16;

    private static final int MAX_RANK = 32;
    private static final Pattern DESCR = key("descr", "'([^']*)'");
    private static final Pattern FORTRAN = key("fortran_order", "(True|False)");

    /** Python 2 wrote sizes as 6L. */
    private static final Pattern SHAPE = key("shape", "\\(([0-9L, ]*)\\)");

    private static Pattern key(String name, String value) {
        return Pattern.compile("'" + name + "'\\s*:\\s*" + value);
    }

    /**
     * Reads the dictionary.
     *
     * @param file name of the array in errors
     */
    static NpyHeader parse(String file, String header) {
        String text = NpyText.plain(header);
        NpyType type =
                NpyType.of(find(file, text, DESCR, "descr, the values' type as one text"), file);
        boolean fortran = find(file, text, FORTRAN, "fortran_order, True or False").equals("True");
        int[] shape =
                shape(file, find(file, text, SHAPE, "shape, a tuple of sizes").replace("L", ""));
        long bytes = type.bytes();
        for (int size : shape) {
            bytes = Math.min(MAX_BYTES + 1, bytes * Math.max(1, size));
        }
        if (bytes > MAX_BYTES) {
            throw new RecordingException(
                    file,
                    "an array must be below 2 GiB (got shape " + Arrays.toString(shape) + ")");
        }
        return new NpyHeader(type, fortran, shape);
    }

    private static String find(String file, String text, Pattern key, String what) {
        Matcher matcher = key.matcher(text);
        if (!matcher.find()) {
            throw new RecordingException(
                    file,
                    "the header must hold " + what + " (got " + Printable.of(text.strip()) + ")");
        }
        return matcher.group(1);
    }

    private static int[] shape(String file, String tuple) {
        String[] sizes = tuple.isBlank() ? new String[0] : tuple.strip().split("\\s*,\\s*");
        if (sizes.length > MAX_RANK) {
            throw new RecordingException(
                    file, "shape must have at most 32 sizes (got " + sizes.length + ")");
        }
        int[] shape = new int[sizes.length];
        for (int n = 0; n < sizes.length; n++) {
            try {
                shape[n] = Integer.parseInt(sizes[n]);
            } catch (NumberFormatException e) {
                throw new RecordingException(
                        file,
                        RecordingException.NO_OFFSET,
                        "sizes in shape must be whole numbers below 2^31 (got ("
                                + Printable.of(tuple)
                                + "))",
                        e);
            }
        }
        return shape;
    }

    /** Number of values of the array. */
    int count() {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        return count;
    }
}
