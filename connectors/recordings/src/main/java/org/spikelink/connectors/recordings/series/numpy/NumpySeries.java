package org.spikelink.connectors.recordings.series.numpy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.error.Printable;

/**
 * Series in NumPy's files.
 *
 * <ul>
 *   <li>{@code .npz} or {@code .zip} with {@code x} [N][T][C] and, if labelled, {@code y} [N] or [N][T] (-1 where
 *       unlabelled); {@code .npy} [N][T][C] with labels in a {@code y.npy} in the same folder; {@code .npy} [T][C],
 *       one series
 *   <li>an array, in a zip or alone, whose name ends in {@code _label_N.npy}: one series of class N. The last index
 *       is time; all other indices, flattened, are the channels
 * </ul>
 */
final class NumpySeries {
    /** The file with the labels of an array in the same folder. */
    static final String LABELS_FILE = "y.npy";

    private static final Pattern LABELLED = Pattern.compile("(.*_label_(-?[0-9]{1,9}))\\.npy");

    private NumpySeries() {}

    static List<Series> readArray(Path file) {
        Path name = file.getFileName();
        try {
            NpyArray array = read(file);
            if (LABELLED.matcher(name.toString()).matches()) {
                return List.of(withoutName(labelled(name.toString(), array)));
            }
            if (array.rank() == 2) {
                if (array.shape()[1] == 0) {
                    throw new RecordingException(
                            array.name(),
                            "an array [T][C] must have at least one channel (got "
                                    + array.shapeText()
                                    + ")");
                }
                return List.of(
                        new Series(
                                "",
                                Optional.empty(),
                                new int[0],
                                array.shape()[1],
                                array.floats()));
            }
            Path labels = file.resolveSibling(LABELS_FILE);
            return rows(array, Files.isRegularFile(labels) ? read(labels) : null);
        } catch (IOException e) {
            throw RecordingException.unreadable(file, e);
        }
    }

    private static NpyArray read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return NpyArray.read(file.toString(), in, Files.size(file));
        }
    }

    /** Whether an entry is neither a folder nor hidden, as what macOS adds ({@code __MACOSX/._a.npy}). */
    private static boolean isContent(ZipEntry entry) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        return !entry.isDirectory() && !name.startsWith(".");
    }

    static List<Series> readZip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry x = zip.getEntry("x.npy");
            if (x != null) {
                ZipEntry y = zip.getEntry("y.npy");
                return rows(read(file, zip, x), y == null ? null : read(file, zip, y));
            }
            List<Series> series = new ArrayList<>();
            for (ZipEntry entry : zip.stream().filter(NumpySeries::isContent).toList()) {
                if (!LABELLED.matcher(entry.getName()).matches()) {
                    throw new RecordingException(
                            file.toString(),
                            "must hold x.npy, or only arrays whose names end in _label_N.npy (got "
                                    + Printable.of(entry.getName())
                                    + ")");
                }
                series.add(labelled(entry.getName(), read(file, zip, entry)));
            }
            if (series.isEmpty()) {
                throw new RecordingException(
                        file.toString(),
                        "must hold x.npy, or arrays whose names end in _label_N.npy (got none)");
            }
            return series;
        } catch (IOException e) {
            throw RecordingException.unreadable(file, e);
        } catch (IllegalArgumentException e) { // thrown by ZipFile for names that are not UTF-8
            throw new RecordingException(
                    file.toString(),
                    RecordingException.NO_OFFSET,
                    "the archive's names must be UTF-8: " + e.getMessage(),
                    e);
        }
    }

    private static NpyArray read(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return NpyArray.read(file + "/" + entry.getName(), in, entry.getSize());
        }
    }

    /** [..channels..][T]: transposed to time-major. */
    private static Series labelled(String name, NpyArray array) {
        Matcher matcher = LABELLED.matcher(name);
        int steps = array.rank() == 0 ? 0 : array.shape()[array.rank() - 1];
        if (!matcher.matches() || array.rank() < 2 || array.header().count() == 0) {
            throw new RecordingException(
                    array.name(),
                    "an array must be [channels...][T], not empty (got " + array.shapeText() + ")");
        }
        float[] channelMajor = array.floats();
        int channels = channelMajor.length / steps;
        float[] values = new float[channelMajor.length];
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < steps; t++) {
                values[t * channels + c] = channelMajor[c * steps + t];
            }
        }
        return new Series(
                matcher.group(1), Optional.of(matcher.group(2)), new int[0], channels, values);
    }

    private static Series withoutName(Series s) {
        return new Series("", s.label(), s.stepLabels(), s.channels(), s.values());
    }

    /** x [N][T][C] with y [N], [N][T] or null. */
    private static List<Series> rows(NpyArray x, NpyArray y) {
        if (x.rank() != 3 || x.header().count() == 0) {
            throw new RecordingException(
                    x.name(), "x must be [N][T][C], not empty (got " + x.shapeText() + ")");
        }
        int count = x.shape()[0];
        int steps = x.shape()[1];
        int channels = x.shape()[2];
        int[] labels = y == null ? new int[0] : labels(y, count, steps);
        float[] values = x.floats();
        List<Series> series = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            int size = steps * channels;
            float[] row = Arrays.copyOfRange(values, n * size, (n + 1) * size);
            boolean perStep = y != null && y.rank() == 2;
            Optional<String> label =
                    y == null || perStep || labels[n] == Series.UNLABELLED
                            ? Optional.empty()
                            : Optional.of(Integer.toString(labels[n]));
            int[] stepLabels =
                    perStep ? Arrays.copyOfRange(labels, n * steps, (n + 1) * steps) : new int[0];
            series.add(new Series(Integer.toString(n), label, stepLabels, channels, row));
        }
        return series;
    }

    private static int[] labels(NpyArray y, int count, int steps) {
        boolean perSeries = y.rank() == 1 && y.shape()[0] == count;
        boolean perStep = y.rank() == 2 && y.shape()[0] == count && y.shape()[1] == steps;
        if (!perSeries && !perStep) {
            throw new RecordingException(
                    y.name(),
                    "y must be [%d] or [%d, %d], as x is (got %s)"
                            .formatted(count, count, steps, y.shapeText()));
        }
        int[] labels = y.ints();
        for (int label : labels) {
            if (label < Series.UNLABELLED) {
                throw new RecordingException(
                        y.name(), "labels must be -1 (none) or above (got " + label + ")");
            }
        }
        return labels;
    }
}
