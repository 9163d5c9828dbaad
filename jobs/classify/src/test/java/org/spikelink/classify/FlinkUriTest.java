package org.spikelink.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a b",
                "/a,b",
                "/%20",
                "/größe'",
                "/a#b?c",
                "/a:b",
                "/左 \"x\"",
                "/a;b&c",
                "/a b "
            })
    void flinkReadsTheFolderThatIsNamed(String folder) {
        String uri = FlinkUri.of(Path.of(folder));
        assertThat(uri).isEqualTo("file:" + folder);
        assertThat(FlinkUri.folder(uri)).isEqualTo(Path.of(folder));
    }

    @Test
    void aFolderThatFlinkWouldReadAsAnotherIsRejected() {
        assertThatThrownBy(() -> FlinkUri.of(Path.of("/a\\b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not contain a backslash");
    }
}
