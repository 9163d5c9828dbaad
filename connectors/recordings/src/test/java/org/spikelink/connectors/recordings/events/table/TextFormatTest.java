package org.spikelink.connectors.recordings.events.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

class TextFormatTest {
    private static List<Event> read(String text, OpenOptions options) {
        return events(new TextFormat().open(source(concat(text)), options));
    }

    private static List<Event> read(String text) {
        return read(text, OpenOptions.NONE);
    }

    @Test
    void aHeaderNamesTheColumnsInAnyOrder() {
        String bom = "\u00EF\u00BB\u00BF";
        assertThat(read(bom + "\"y\",\"x\",\"polarity\",\"timestamp\"\r\n2,1,-1,5\r\n4,3,1,6\r\n"))
                .containsExactly(new Event(5, 1, 2, false), new Event(6, 3, 4, true));
    }

    @Test
    void aDecimalPointMeansSecondsUnlessAUnitIsStated() {
        assertThat(read("# a remark\n0.0000015 1 2 1\n1.5e-3 1 2 0\n3 1 2 0\n"))
                .extracting(Event::tUs)
                .containsExactly(2L, 1500L, 3L);
        assertThat(read("1.5 1 2 1\n2 1 2 1\n", OpenOptions.NONE.withTimeUnit("ms")))
                .extracting(Event::tUs)
                .containsExactly(1500L, 2000L);
    }

    @Test
    void blanksAndTabsMayBeMixedBetweenNumbers() {
        assertThat(read("  0.000005   1\t2  1\n\t0.000006\t 3 \t4\tfalse\r\n"))
                .containsExactly(new Event(5, 1, 2, true), new Event(6, 3, 4, false));
    }

    @Test
    void columnsWithoutHeaderAreStated() {
        OpenOptions options = OpenOptions.NONE.withColumns(List.of("x", "y", "-", "t", "p"));
        assertThat(read("1,2,9,5,0\n", options)).containsExactly(new Event(5, 1, 2, false));
        assertThatThrownBy(() -> read("1,2,3,0\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test: no header names the columns; state them with --columns, t,x,y,p for"
                                + " example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T;X;Y;P\n5;1;2;1\n6;3;4;0\n",
                "x\ty\tpolarity\ttimestamp\n1\t2\tTrue\t5\n3\t4\tFalse\t6\n",
                "timestamp [us], x, y, on\n5, 1, 2, ON\n6, 3, 4, off\n",
                "t_ns,x,y,p\n5000,1,2,1\n6999,3,4,-1\n",
                ",t,x,y,p\n0,5,1,2,1\n1,6,3,4,0\n", // as pandas counts the lines
                "%geometry:640,480\n%t,x,y,p\n5,1,2,1\n6,3,4,0\n",
                "640 480\n0.000005 1 2 1\n6e-6 3 4 0\n",
                "5 1 2 true\n6 3 4 false\n",
                "t,x,y,p\r5,1,2,1\r6,3,4,0\r",
                "# old\r\rt,x,y,p\r\n5,1,2,1\r\n6,3,4,0"
            })
    void textIsReadAsToolsWriteIt(String text) {
        assertThat(read(text)).containsExactly(new Event(5, 1, 2, true), new Event(6, 3, 4, false));
    }

    @Test
    void theSizeOfTheSensorIsReadWhereItIsStated() {
        for (String text :
                List.of("%geometry:640,480\n%end\n1,2,1,5\n", "640 480\n0.000005 1 2 1\n")) {
            OpenOptions options =
                    text.startsWith("%")
                            ? OpenOptions.NONE.withColumns(List.of("x", "y", "p", "t"))
                            : OpenOptions.NONE;
            try (EventDecoder decoder = new TextFormat().open(source(concat(text)), options)) {
                assertThat(decoder.sensorSize()).contains(new SensorSize(640, 480));
                assertThat(events(decoder)).containsExactly(new Event(5, 1, 2, true));
            }
        }
    }

    @Test
    void invalidLinesAreSkippedAndCountedIfAsked() {
        String text = "t,x,y,p\n5,1,2,1\n6,1,2\n7,1,2,x\n8,3,4,0\n";
        EventDecoder decoder =
                new TextFormat().open(source(concat(text)), OpenOptions.NONE.asLenient());
        assertThat(events(decoder))
                .containsExactly(new Event(5, 1, 2, true), new Event(8, 3, 4, false));
        assertThat(decoder.skipped()).isEqualTo(Map.of("invalid lines", 2L));
    }

    @Test
    void aDecimalCommaIsNotTakenForASeparator() {
        assertThatThrownBy(() -> read("t;x;y;p\n0,001;1;2;1\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test at byte 8: a line must have 4 fields (got 5)");
    }

    @Test
    void aLineThatIsNoEventIsAnErrorAtItsByte() {
        assertThatThrownBy(() -> read("t,x,y,p\n1,2,3,0\n1,2,3.5,0\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith("test at byte 16: t, x, y and p must be numbers")
                .hasMessageEndingWith("(got '1,2,3.5,0')");
        assertThatThrownBy(() -> read("t,x,y,p\n1,2,3,7\n")).isInstanceOf(RecordingException.class);
        assertThatThrownBy(() -> read("t,x,y,p\n1,2\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test at byte 8: a line must have 4 fields (got 2)");
    }

    @Test
    void linesThatEndWithCarriageReturnsAreAsManyAsTheBufferIsLong() {
        String lines = "5,1,2,1\r".repeat(50_000);
        assertThat(read("t,x,y,p\r" + lines)).hasSize(50_000);
        assertThat(read("t,x,y,p\r\n" + lines.replace("\r", "\r\n"))).hasSize(50_000);
    }
}
