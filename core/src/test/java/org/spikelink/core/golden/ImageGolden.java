package org.spikelink.core.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.Tensor;

/**
 * Golden vectors of layers that step images, in the folder that {@code golden.conv.dir} names, else in {@code
 * golden-conv} of the shared folder. A test is skipped where there is none.
 */
public final class ImageGolden {
    private ImageGolden() {}

    /** The folder; skips the test if it is not there. */
    public static Path folder() {
        String chosen = System.getProperty("golden.conv.dir", "");
        Path folder =
                chosen.isEmpty()
                        ? Path.of(System.getProperty("shared.dir", "absent"), "golden-conv")
                        : Path.of(chosen);
        assumeTrue(
                Files.isDirectory(folder),
                "no golden vectors of convolution: golden.conv.dir and shared.dir name no folder with them");
        return folder;
    }

    /** Every file of a sub-folder, by name. */
    public static List<GoldenFile> all(String subFolder) throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve(subFolder))) {
            return files.filter(f -> f.toString().endsWith(".safetensors"))
                    .sorted()
                    .map(GoldenFile::read)
                    .toList();
        }
    }

    /** Step {@code t} of x [T][B][...] as a group, stream b in row B - 1 - b; zeros are not active. */
    public static void fill(FrameGroup frame, Tensor x, int t) {
        int streams = x.shape()[1];
        int size = x.values().length / x.shape()[0] / streams;
        frame.clear();
        for (int b = 0; b < streams; b++) {
            for (int n = 0; n < size; n++) {
                float value = x.values()[(t * streams + b) * size + n];
                if (value != 0) {
                    frame.add(n, value);
                }
            }
            frame.endStream(streams - 1 - b);
        }
    }

    /** The outputs of a step, [B][size], those that were not passed on as 0. */
    public static float[] dense(FrameGroup out, int size) {
        float[] values = new float[out.streams() * size];
        for (int b = 0; b < out.streams(); b++) {
            for (int n = out.start(b); n < out.end(b); n++) {
                values[b * size + out.indices()[n]] = out.values()[n];
            }
        }
        return values;
    }
}
