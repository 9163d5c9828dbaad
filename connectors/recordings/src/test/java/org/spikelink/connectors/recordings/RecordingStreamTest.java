package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;

/** Recordings that come through a pipe or a socket. */
class RecordingStreamTest {
    private static final byte[] ES = {
        'E', 'v', 'e', 'n', 't', ' ', 'S', 't', 'r', 'e', 'a', 'm', 2, 0, 0, 1, 4, 0, 4, 0, 3, 1, 0,
        2, 0, 5, 3, 0, 1, 0
    };

    @Test
    void aStreamIsReadAsItComesHoweverItIsCut() {
        assertThat(events(new ByteArrayInputStream(ES))).isEqualTo(2);
        assertThat(events(new ByteByByte(ES))).isEqualTo(2);
    }

    @Test
    void aLongLineMayComeInPieces() {
        byte[] text =
                ("t,x,y,p\n" + "1".repeat(9000) + ",1,1,1\n").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> events(new ByteByByte(text)))
                .isInstanceOf(RecordingException.class);
        byte[] good = "t,x,y,p\n5,1,2,1\n6,3,1,0\n".getBytes(StandardCharsets.UTF_8);
        assertThat(events(new ByteByByte(good))).isEqualTo(2);
    }

    @Test
    void theEventsBeforeAPauseAreReadyWhenTheStreamIsAskedForMore() {
        EventChunk chunk = new EventChunk();
        int[] ready = new int[1];
        InputStream in =
                new ByteArrayInputStream(ES) {
                    @Override
                    public synchronized int read(byte[] target, int from, int count) {
                        if (available() == 0) {
                            ready[0] = chunk.count();
                        }
                        return super.read(target, from, count);
                    }
                };
        try (EventDecoder events = Recordings.open("pipe", in, OpenOptions.NONE.withFormat("es"))) {
            assertThat(events.read(chunk)).isTrue();
        }
        assertThat(ready[0]).isEqualTo(2);
    }

    @Test
    void whatNeedsAFileOrCannotBeRecognizedIsRejectedWithTheOptionToState() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        zip.write("PK\3\4".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> open(zip.toByteArray(), OpenOptions.NONE))
                .hasMessageStartingWith(
                        "pipe: the format is unknown (begins with 50 4b 03 04); state it with")
                .hasMessageContaining("--format: nmnist, ");
        assertThatThrownBy(() -> open(zip.toByteArray(), OpenOptions.NONE.withFormat("npz")))
                .hasMessage(
                        "pipe: a recording of this format must be a file; it cannot be read as a stream");
        assertThatThrownBy(() -> open(new byte[0], OpenOptions.NONE))
                .hasMessage("pipe: a recording must not be empty (got 0 bytes)");
    }

    @Test
    void wholeEventsOfAStreamWithoutASizeAreRead() {
        byte[] nmnist = {1, 2, 0, 0, 5, 3, 4, (byte) 0x80, 0, 9};
        try (EventDecoder events = open(nmnist, OpenOptions.NONE.withFormat("nmnist"))) {
            EventChunk chunk = new EventChunk();
            assertThat(events.read(chunk)).isTrue();
            assertThat(chunk.count()).isEqualTo(2);
        }
    }

    private static EventDecoder open(byte[] bytes, OpenOptions options) {
        return Recordings.open("pipe", new ByteArrayInputStream(bytes), options);
    }

    private static int events(InputStream in) {
        try (EventDecoder events = Recordings.open("pipe", in, OpenOptions.NONE)) {
            EventChunk chunk = new EventChunk();
            int count = 0;
            while (events.read(chunk)) {
                count += chunk.count();
            }
            return count;
        }
    }

    /** Gives one byte at a time, as a slow pipe may. */
    private static final class ByteByByte extends InputStream {
        private final InputStream all;

        ByteByByte(byte[] bytes) {
            all = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            return all.read();
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            return all.read(target, from, Math.min(count, 1));
        }
    }
}
