package org.spikelink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No command lets text that others wrote control the terminal, break a message's line or fill the screen. */
class ForeignTextTest {
    private static final String ESCAPES = "\u001b[2J\u001b]0;owned\u0007\nspikelink: forged";
    private static final int MOST_CHARS = 2_000;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspect FILE",
                "inspect --json FILE",
                "evaluate --model FILE --recordings FILE",
                "export FILE --to npz",
                "import FILE --config FILE --out OUT",
                "replay FILE --bootstrap-servers 127.0.0.1:1 --give-up-after 1s",
                "simulate --out FILE",
                "classify --model FILE --bootstrap-servers 127.0.0.1:1",
                "demo --model FILE --recordings FILE",
                "streams inspect FILE",
                "rejected replay --bootstrap-servers 127.0.0.1:1 --from FILE",
                "cluster status --dir FILE",
                "train --recordings FILE --out OUT",
                "watch --FILE",
                "FILE"
            })
    void namesAndContents(String command) throws Exception {
        for (String suffix : new String[] {".safetensors", ".dat", ".npy", ".ts", ".csv", ".pt"}) {
            Path file = folder.resolve("a" + ESCAPES + suffix);
            Files.write(file, hostile());

            Run run =
                    Run.spikelink(
                            (Object[])
                                    command.replace("OUT", folder.resolve("out").toString())
                                            .transform(text -> words(text, file)));

            assertThat(run.code()).isNotZero();
            assertThat(run.out() + run.err()).doesNotContain("\u001b", "\u0007");
            assertThat(run.err()).doesNotContain("\nspikelink: forged");
            assertThat(run.err().length()).isBetween(1, MOST_CHARS);
        }
    }

    private static String[] words(String command, Path file) {
        String[] words = command.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("FILE", file.toString());
        }
        return words;
    }

    /** A safetensors header whose one key is a megabyte of escape codes. */
    private static byte[] hostile() {
        byte[] json = ("{\"" + "\\u001b[2J\\n".repeat(100_000) + "\":1}").getBytes(UTF_8);
        return ByteBuffer.allocate(8 + json.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }
}
