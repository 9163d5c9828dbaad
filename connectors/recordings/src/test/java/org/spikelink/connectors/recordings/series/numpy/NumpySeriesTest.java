package org.spikelink.connectors.recordings.series.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.recordings.SeriesFiles;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;

final class NumpySeriesTest {
    @TempDir Path folder;

    @Test
    void aRowOfXIsASeriesAndYItsClass() throws IOException {
        Path file = npz(NpyFiles.floats("2, 2, 1", 1, 2, 3, 4), NpyFiles.bytes("2,", 7, -1));
        List<Series> series = SeriesFiles.read(file);
        assertThat(series).extracting(Series::name).containsExactly("0", "1");
        assertThat(series.get(0).label()).contains("7");
        assertThat(series.get(1).label()).isEmpty();
        assertThat(series.get(1).values()).containsExactly(3, 4);
        assertThat(series.get(1).isPerStep()).isFalse();
    }

    @Test
    void yOfTwoIndicesLabelsEachSample() throws IOException {
        Path file =
                npz(NpyFiles.floats("2, 2, 1", 1, 2, 3, 4), NpyFiles.bytes("2, 2", 0, -1, 2, 1));
        List<Series> series = SeriesFiles.read(file);
        assertThat(series.get(0).stepLabels()).containsExactly(0, -1);
        assertThat(series.get(1).stepLabels()).containsExactly(2, 1);
        assertThat(series.get(1).label()).isEmpty();
    }

    @Test
    void anArrayNamedByItsLabelHasTimeAsItsLastIndex() throws IOException {
        byte[] array = NpyFiles.floats("2, 1, 3", 1, 2, 3, 4, 5, 6);
        Path zip = NpyFiles.zip(folder.resolve("a.zip"), Map.of("s_0_label_12.npy", array));
        Series series = SeriesFiles.read(zip).get(0);
        assertThat(series.name()).isEqualTo("s_0_label_12");
        assertThat(series.label()).contains("12");
        assertThat(series.channels()).isEqualTo(2);
        assertThat(series.values()).containsExactly(1, 4, 2, 5, 3, 6);
        Path alone = Files.write(folder.resolve("t_label_3.npy"), array);
        assertThat(SeriesFiles.read(alone).get(0).label()).contains("3");
        assertThat(SeriesFiles.read(alone).get(0).name()).isEmpty();
    }

    @Test
    void anArrayByItselfIsOneSeriesOrRowsWhoseLabelsLieBesideIt() throws IOException {
        Path one =
                Files.write(folder.resolve("one.npy"), NpyFiles.floats("2, 3", 1, 2, 3, 4, 5, 6));
        assertThat(SeriesFiles.read(one)).hasSize(1);
        assertThat(SeriesFiles.read(one).get(0).channels()).isEqualTo(3);
        Path rows = Files.write(folder.resolve("x.npy"), NpyFiles.floats("2, 1, 1", 1, 2));
        assertThat(SeriesFiles.read(rows).get(1).label()).isEmpty();
        Files.write(folder.resolve("y.npy"), NpyFiles.bytes("2,", 0, 1));
        assertThat(SeriesFiles.read(rows).get(1).label()).contains("1");
    }

    @ParameterizedTest
    @CsvSource({
        "|i1, 1, -3", "|u1, 1, 253", "<i2, 2, -3", ">i2, 2, -3", "<u2, 2, 65533", "<i4, 4, -3",
        ">i4, 4, -3", "<u4, 4, 4294967293", "<i8, 8, -3", "<f4, 4, -3", "<f8, 8, -3", ">f8, 8, -3"
    })
    void everyTypeOfNumberIsRead(String type, int bytes, float expected) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(bytes);
        data.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        switch (type.substring(1)) {
            case "f4" -> data.putFloat(-3);
            case "f8" -> data.putDouble(-3);
            case "i8" -> data.putLong(-3);
            case "i4", "u4" -> data.putInt(-3);
            case "i2", "u2" -> data.putShort((short) -3);
            default -> data.put((byte) -3);
        }
        Path file = array(NpyFiles.npy(type, false, "1, 1", data.array()));
        assertThat(SeriesFiles.read(file).get(0).values()).containsExactly(expected);
    }

    @Test
    void fortranOrderIsTurned() throws IOException {
        byte[] data = {1, 2, 3, 4, 5, 6};
        Path file = array(NpyFiles.npy("|i1", true, "2, 3", data));
        assertThat(SeriesFiles.read(file).get(0).values()).containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void anInvalidArrayIsRejectedWithTheRule() throws IOException {
        byte[] good = NpyFiles.floats("2, 1", 1, 2);
        rejected(Arrays.copyOf(good, good.length - 1))
                .hasMessageContaining("an array of shape [2, 1] must take 136 bytes (got 135)");
        rejected(Arrays.copyOf(good, good.length + 1)).hasMessageContaining("(got 137)");
        rejected(Arrays.copyOf(good, 20)).hasMessageContaining("ends within an array");
        Path garbage = array(new byte[200]);
        assertThatThrownBy(() -> SeriesFiles.read(garbage))
                .isInstanceOf(RecordingException.class)
                .hasMessage(garbage + " at byte 0: an array must begin with \\x93NUMPY");
        byte[] version = good.clone();
        version[6] = 9;
        rejected(version).hasMessageContaining("version 1 to 3 (got 9)");
        rejected(NpyFiles.npy("<c8", false, "1, 1", new byte[8]))
                .hasMessageContaining("values must be of type b1, i1,")
                .hasMessageContaining("(got '<c8')");
        rejected(NpyFiles.npy("|O", false, "1, 1", new byte[8])).hasMessageContaining("(got '|O')");
        rejected(NpyFiles.npy("<f4", false, "100000, 100000, 9", new byte[8]))
                .hasMessageContaining("below 2 GiB (got shape [100000, 100000, 9])");
        rejected(NpyFiles.npy("<f4", false, "99999999999", new byte[8]))
                .hasMessageContaining("whole numbers below 2^31");
        rejected(NpyFiles.floats("2,", 1, 2)).hasMessageContaining("x must be [N][T][C]");
    }

    @Test
    void labelsThatDoNotFitAreRejected() throws IOException {
        byte[] x = NpyFiles.floats("2, 2, 1", 1, 2, 3, 4);
        assertThatThrownBy(() -> SeriesFiles.read(npz(x, NpyFiles.bytes("3,", 0, 1, 2))))
                .hasMessageContaining("y must be [2] or [2, 2], as x is (got [3])");
        assertThatThrownBy(() -> SeriesFiles.read(npz(x, NpyFiles.bytes("2,", 0, -2))))
                .hasMessageContaining("labels must be -1 (none) or above (got -2)");
        assertThatThrownBy(() -> SeriesFiles.read(npz(x, NpyFiles.floats("2,", 0, 0.5f))))
                .hasMessageContaining("labels must be whole numbers (got 0.5)");
        Path zip = NpyFiles.zip(folder.resolve("b.zip"), Map.of("photo.jpg", new byte[3]));
        assertThatThrownBy(() -> SeriesFiles.read(zip))
                .hasMessageContaining("must hold x.npy, or only arrays whose names end in")
                .hasMessageContaining("(got photo.jpg)");
        Path empty = NpyFiles.zip(folder.resolve("empty.zip"), Map.of());
        assertThatThrownBy(() -> SeriesFiles.read(empty)).hasMessageEndingWith("(got none)");
    }

    @Test
    void whatMacOsAddsToAnArchiveIsNotASeries() throws IOException {
        byte[] array = NpyFiles.floats("2, 1", 1, 2);
        Path zip =
                NpyFiles.zip(
                        folder.resolve("mac.zip"),
                        Map.of(
                                "s_0_label_12.npy", array,
                                "__MACOSX/._s_0_label_12.npy", new byte[9],
                                ".DS_Store", new byte[9]));
        assertThat(SeriesFiles.read(zip)).hasSize(1);
    }

    @Test
    void columnMajorRowsAreReadAsTheRowMajorOnes() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        for (short value :
                new short[] {1, 4, 2, 5, 3, 6}) { // [2][3][1]: the first index is fastest
            data.putShort(value);
        }
        Path file = array(NpyFiles.npy("<i2", true, "2, 3, 1", data.array()));

        List<Series> series = SeriesFiles.read(file);

        assertThat(series.get(0).values()).containsExactly(1, 2, 3);
        assertThat(series.get(1).values()).containsExactly(4, 5, 6);
    }

    @Test
    void anArchiveThatStandsForMuchMoreIsRejected() throws IOException {
        Path file =
                NpyFiles.zip(
                        folder.resolve("zeros.npz"),
                        Map.of(
                                "x.npy",
                                NpyFiles.npy("|i1", false, "1, 6000000, 1", new byte[6_000_000])));

        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(
                        file
                                + "/x.npy: 1 series of 6000000 values in all need 24000112 bytes: with the rest, more than 100"
                                + " times the file's "
                                + Files.size(file)
                                + " bytes plus 16 MiB; save the array without compression, as numpy.savez does");
    }

    @Test
    void anArchiveOfManyArraysIsRejectedByWhatTheyNeedInAll() throws IOException {
        byte[] zeros = NpyFiles.npy("|i1", false, "1, 1500000", new byte[1_500_000]);
        Map<String, byte[]> three = new TreeMap<>();
        for (int n = 0; n < 3; n++) {
            three.put("a%d_label_0.npy".formatted(n), zeros);
        }
        Path file = NpyFiles.zip(folder.resolve("a.zip"), three);

        assertThatThrownBy(() -> SeriesFiles.read(file))
                .hasMessageStartingWith(file + "/a2_label_0.npy: 1 series of 1500000 values");
    }

    @Test
    void smallNumbersTakeLessThanEightTimesTheFile() throws IOException {
        int count = 8_000_000;
        Path file = array(NpyFiles.npy("|i1", false, "1000, 8000, 1", new byte[count]));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThat(SeriesFiles.read(file)).hasSize(1000);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .isLessThan(8L * count); // allocated in all, so also held at any time
    }

    @Test
    void textOfAFileIsQuotedInPart() throws IOException {
        String digits = "9".repeat(50_000);
        rejected(NpyFiles.npy("<f4", false, digits, new byte[8]))
                .message()
                .hasSizeBetween(200, 500);
        Path name = NpyFiles.zip(folder.resolve("name.zip"), Map.of(digits, new byte[3]));
        assertThatThrownBy(() -> SeriesFiles.read(name)).message().hasSizeBetween(200, 500);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> rejected(byte[] content)
            throws IOException {
        Path file = array(content);
        return assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(file.toString());
    }

    private Path array(byte[] content) throws IOException {
        return Files.write(folder.resolve("array.npy"), content);
    }

    private Path npz(byte[] x, byte[] y) throws IOException {
        return NpyFiles.zip(folder.resolve("a.npz"), Map.of("x.npy", x, "y.npy", y));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (2, 1), }",
                "{u'descr': u'<f4', u'fortran_order': False, u'shape': (2L, 1L), }"
            })
    void aHeaderIsReadWithTheQuotesAndMarksThatPythonReads(String header) throws IOException {
        byte[] array = NpyFiles.floats("2, 1", 1, 2);
        byte[] text =
                (header + " ".repeat(117 - header.length()) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, array, 10, text.length);
        Path file = Files.write(folder.resolve("a.npy"), array);
        assertThat(SeriesFiles.read(file).get(0).values()).containsExactly(1, 2);
    }

    @Test
    void aChangedByteOfAnArchiveIsFoundByItsChecksum() throws IOException {
        byte[] array = NpyFiles.floats("1, 2, 1", 1, 2);
        Path file = folder.resolve("a.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(0); // stored in blocks: the bytes are those of the array
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(array);
        }
        byte[] archive = Files.readAllBytes(file);
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        archive[text.indexOf("NUMPY") - 1 + array.length - 1] ^= 1;
        Files.write(file, archive);

        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(
                        "a.npz: cannot be read: the archive is damaged: its checksum of x.npy is");
    }

    @Test
    void aTypeOfAnyLengthIsCutInItsError() {
        Path file = folder.resolve("a.npy");
        byte[] array = NpyFiles.npy("\u001b[2J" + "A".repeat(10_000), false, "1, 1", new byte[4]);
        assertThatThrownBy(() -> SeriesFiles.read(Files.write(file, array)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("\\u001b[2JAAA")
                .satisfies(
                        e ->
                                assertThat(e.getMessage().length())
                                        .isLessThan(file.toString().length() + 300));
    }
}
