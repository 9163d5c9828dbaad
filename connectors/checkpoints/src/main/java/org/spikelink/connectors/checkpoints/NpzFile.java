package org.spikelink.connectors.checkpoints;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** NumPy's {@code .npz}: a zip with one array in NPY format 1.0 per parameter, which {@code numpy.load} opens. */
public final class NpzFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** The total length of magic, header length and header is a multiple of this. */
    private static final int ALIGNMENT = 64;

    private NpzFile() {}

    /** The bytes of a file that holds {@code parameters}. */
    public static byte[] bytes(Map<String, Parameter> parameters) {
        StoredZip zip = new StoredZip();
        parameters.forEach((name, parameter) -> zip.add(name + ".npy", array(parameter)));
        return zip.toBytes();
    }

    private static byte[] array(Parameter parameter) {
        String header =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
                        .formatted(parameter.isLong() ? "<i8" : "<f4", tuple(parameter.shape()));
        int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
        int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
        int length = header.length() + padding + 1;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MAGIC);
        bytes.write(length);
        bytes.write(length >>> 8);
        bytes.writeBytes((header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(parameter.toBytes());
        return bytes.toByteArray();
    }

    /** The content of a tuple as Python writes it: {@code 3,} or {@code 3, 4,}. */
    private static String tuple(int[] shape) {
        return Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    }
}
