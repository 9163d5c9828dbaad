package org.spikelink.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "plain-1.2/x|plain-1.2/x",
                "two words|\"two words\"",
                "''|\"\"",
                "a\"b\\c|\"a\\\"b\\\\c\"",
                "x=1|\"x=1\""
            },
            delimiter = '|',
            quoteCharacter = '\'')
    void valuesAreQuotedWhereTheyAreMoreThanAWord(String value, String shown) {
        assertThat(LogLine.of("e").with("k", value)).hasToString("event=e k=" + shown);
    }

    @Test
    void noValueBreaksTheLineOrIsLong() {
        String line =
                LogLine.of("e")
                        .with("k", "a\r\nb\u0000\u2028\u0085" + "x".repeat(9_999))
                        .toString();

        assertThat(line)
                .startsWith("event=e k=\"a\\u000d\\u000ab\\u0000\\u2028\\u0085xxx")
                .endsWith("xxx...\"")
                .hasSizeLessThan(400);
    }

    @Test
    void anErrorWithoutMessageIsLoggedToo() {
        assertThat(LogLine.of("e").with("error", new Exception().getMessage()))
                .hasToString("event=e error=null");
    }
}
