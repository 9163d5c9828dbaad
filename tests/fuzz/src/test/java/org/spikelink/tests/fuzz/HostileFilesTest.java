package org.spikelink.tests.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In a heap of 64 MB, without Jazzer: what it has found, which lies in the resources where it puts it, and a few random
 * changes of the files that it starts from.
 */
class HostileFilesTest {
    private static final int CHANGED_FILES = Integer.getInteger("hostile.files", 150);
    private static final Path CORPUS = Path.of("src/test/resources/org/spikelink/tests/fuzz");

    @ParameterizedTest
    @EnumSource
    void whatJazzerHasFoundIsReadOrRejected(Reader reader) throws IOException {
        Path folder = CORPUS.resolve(className(reader) + "Inputs/readsOrRejects");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.sorted().forEach(file -> read(reader, file.toString(), bytes(file)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void changedFilesAreReadOrRejected(Reader reader) {
        List<byte[]> seeds = new ArrayList<>(reader.seeds().toList());
        seeds.add(new byte[1]);
        for (int n = 0; n < seeds.size(); n++) {
            read(reader, "seed " + n, seeds.get(n));
        }
        for (long seed = 0; seed < CHANGED_FILES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] from = seeds.get(random.nextInt(seeds.size()));
            read(reader, "random seed " + seed, changed(from, random));
        }
    }

    /** {@code NPY_EVENTS}: {@code NpyEventsFuzzTest}. */
    private static String className(Reader reader) {
        StringBuilder name = new StringBuilder();
        for (String word : reader.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name + "FuzzTest";
    }

    private static byte[] changed(byte[] from, SplittableRandom random) {
        int length = random.nextInt(3) == 0 ? random.nextInt(from.length + 1) : from.length;
        byte[] changed = Arrays.copyOf(from, length);
        int begin = random.nextBoolean() ? length : Math.min(length, 256); // headers matter most
        for (int n = random.nextInt(8); n >= 0 && begin > 0; n--) {
            int at = random.nextInt(begin);
            changed[at] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
        }
        return changed;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Reader reader, String as, byte[] content) {
        try {
            reader.read(content);
        } catch (Throwable e) {
            throw new AssertionError(reader + ", " + as, e);
        }
    }
}
