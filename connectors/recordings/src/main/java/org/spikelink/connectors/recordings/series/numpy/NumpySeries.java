package org.spikelink.connectors.recordings.series.numpy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.error.Printable;
import org.spikelink.core.io.CheckedEntry;

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

    private static final int[] NO_LABELS = {};

    private NumpySeries() {}

    static List<Series> readArray(Path file) {
        String name = file.getFileName().toString();
        Path y = file.resolveSibling(LABELS_FILE);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            SeriesBudget budget = new SeriesBudget(Files.size(file));
            NpyArray array = NpyArray.open(file.toString(), in, Files.size(file));
            if (LABELLED.matcher(name).matches()) {
                return List.of(withoutName(labelled(name, array, budget)));
            }
            if (array.rank() == 2) {
                return List.of(whole(array, budget));
            }
            return Files.isRegularFile(y) ? rows(array, y, budget) : rows(array, budget);
        } catch (IOException e) {
            throw RecordingException.unreadable(file, e);
        }
    }

    private static List<Series> rows(NpyArray x, Path labels, SeriesBudget budget)
            throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(labels))) {
            return rows(x, NpyArray.open(labels.toString(), in, Files.size(labels)), budget);
        }
    }

    /** [T][C]. */
    private static Series whole(NpyArray array, SeriesBudget budget) throws IOException {
        if (array.shape()[1] == 0) {
            throw new RecordingException(
                    array.name(),
                    "an array [T][C] must have at least one channel (got "
                            + array.shapeText()
                            + ")");
        }
        budget.spend(array, 1);
        return new Series("", Optional.empty(), new int[0], array.shape()[1], array.floats());
    }

    /** Whether an entry is neither a folder nor hidden, as what macOS adds ({@code __MACOSX/._a.npy}). */
    private static boolean isContent(ZipEntry entry) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        return !entry.isDirectory() && !name.startsWith(".");
    }

    static List<Series> readZip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            SeriesBudget budget = new SeriesBudget(Files.size(file));
            ZipEntry x = zip.getEntry("x.npy");
            if (x != null) {
                ZipEntry y = zip.getEntry("y.npy");
                try (InputStream in = CheckedEntry.open(zip, x);
                        InputStream labels = y == null ? null : CheckedEntry.open(zip, y)) {
                    NpyArray array = open(file, x, in);
                    return y == null
                            ? rows(array, budget)
                            : rows(array, open(file, y, labels), budget);
                }
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
                try (InputStream in = CheckedEntry.open(zip, entry)) {
                    series.add(labelled(entry.getName(), open(file, entry, in), budget));
                }
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

    private static NpyArray open(Path file, ZipEntry entry, InputStream in) throws IOException {
        return NpyArray.open(file + "/" + Printable.of(entry.getName()), in, entry.getSize());
    }

    /** [..channels..][T]: transposed to time-major. */
    private static Series labelled(String name, NpyArray array, SeriesBudget budget)
            throws IOException {
        Matcher matcher = LABELLED.matcher(name);
        int steps = array.rank() == 0 ? 0 : array.shape()[array.rank() - 1];
        if (!matcher.matches() || array.rank() < 2 || array.count() == 0) {
            throw new RecordingException(
                    array.name(),
                    "an array must be [channels...][T], not empty (got " + array.shapeText() + ")");
        }
        budget.spend(array, 1);
        int channels = array.count() / steps;
        float[] values = new float[array.count()];
        array.read(
                (index, value) -> values[index % steps * channels + index / steps] = (float) value);
        return new Series(
                matcher.group(1), Optional.of(matcher.group(2)), new int[0], channels, values);
    }

    private static Series withoutName(Series s) {
        return new Series("", s.label(), s.stepLabels(), s.channels(), s.values());
    }

    /** x [N][T][C] without labels. */
    private static List<Series> rows(NpyArray x, SeriesBudget budget) throws IOException {
        List<Series> series = new ArrayList<>();
        float[][] values = values(x, budget);
        for (int n = 0; n < values.length; n++) {
            series.add(series(n, Optional.empty(), NO_LABELS, x, values));
        }
        return series;
    }

    /** x [N][T][C] with y [N] or [N][T]. */
    private static List<Series> rows(NpyArray x, NpyArray y, SeriesBudget budget)
            throws IOException {
        checkRows(x);
        int steps = x.shape()[1];
        int[] labels = labels(y, x.shape()[0], steps);
        boolean perStep = y.rank() == 2;
        Map<Integer, Optional<String>> names = new HashMap<>(); // few labels, many series
        names.put(Series.UNLABELLED, Optional.empty());
        List<Series> series = new ArrayList<>();
        float[][] values = values(x, budget);
        for (int n = 0; n < values.length; n++) {
            Optional<String> label =
                    perStep
                            ? Optional.empty()
                            : names.computeIfAbsent(
                                    labels[n], number -> Optional.of(number.toString()));
            int[] stepLabels =
                    perStep ? Arrays.copyOfRange(labels, n * steps, (n + 1) * steps) : NO_LABELS;
            series.add(series(n, label, stepLabels, x, values));
        }
        return series;
    }

    private static Series series(
            int n, Optional<String> label, int[] stepLabels, NpyArray x, float[][] values) {
        return new Series(Integer.toString(n), label, stepLabels, x.shape()[2], values[n]);
    }

    private static void checkRows(NpyArray x) {
        if (x.rank() != 3 || x.count() == 0) {
            throw new RecordingException(
                    x.name(), "x must be [N][T][C], not empty (got " + x.shapeText() + ")");
        }
    }

    /** [N][T * C]. */
    private static float[][] values(NpyArray x, SeriesBudget budget) throws IOException {
        checkRows(x);
        int size = x.count() / x.shape()[0];
        budget.spend(x, x.shape()[0]);
        float[][] values = new float[x.shape()[0]][size];
        x.read((index, value) -> values[index / size][index % size] = (float) value);
        return values;
    }

    private static int[] labels(NpyArray y, int count, int steps) throws IOException {
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
