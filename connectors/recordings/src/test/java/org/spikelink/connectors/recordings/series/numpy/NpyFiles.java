package org.spikelink.connectors.recordings.series.numpy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Arrays as NumPy would write them. */
public final class NpyFiles {
    private NpyFiles() {}

    /** Format version 1, header padded to 64 bytes. */
    public static byte[] npy(String descr, boolean fortran, String shape, byte[] data) {
        String dict =
                "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
                        .formatted(descr, fortran ? "True" : "False", shape);
        int length = (10 + dict.length() + 1 + 63) / 64 * 64 - 10;
        byte[] header = (" ".repeat(length - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(dict.getBytes(StandardCharsets.US_ASCII), 0, header, 0, dict.length());
        ByteBuffer file = ByteBuffer.allocate(10 + length + data.length);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
        file.put((byte) 0).order(ByteOrder.LITTLE_ENDIAN).putShort((short) length);
        return file.put(header).put(data).array();
    }

    public static byte[] floats(String shape, float... values) {
        ByteBuffer data =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return npy("<f4", false, shape, data.array());
    }

    public static byte[] bytes(String shape, int... values) {
        byte[] data = new byte[values.length];
        for (int n = 0; n < data.length; n++) {
            data[n] = (byte) values[n];
        }
        return npy("|i1", false, shape, data);
    }

    public static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return Files.write(file, bytes.toByteArray());
    }
}
