package org.spikelink.sensors.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VersionLineTest {
    private static String restored(String sent) throws IOException {
        byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
        byte[] read = VersionLine.restored(new ByteArrayInputStream(bytes)).readAllBytes();
        return new String(read, StandardCharsets.ISO_8859_1);
    }

    @Test
    void theLineThatNetworkOutputsOfAedat4LeaveOutIsPutBack() throws IOException {
        String header = "\20\0\0\0\f\0\0\0IOHE and the rest";

        assertThat(restored(header)).isEqualTo("#!AER-DAT4.0\r\n" + header);
    }

    @Test
    void otherStreamsAreNotChanged() throws IOException {
        for (String sent :
                new String[] {"", "short", "#!AER-DAT4.0\r\n\20\0\0\0", "% evt 3.0\n% end\nIOHE"}) {
            assertThat(restored(sent)).isEqualTo(sent);
        }
    }
}
