package org.spikelink.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void textWithoutControlCharactersIsUnchanged() {
        assertThat(Printable.of("größe \"a\" 名前 😀")).isEqualTo("größe \"a\" 名前 😀");
    }

    @Test
    void escapeCodesLineBreaksAndDirectionMarksAreEscaped() {
        assertThat(Printable.of("\u001b[2Ja\r\nb\u202ec\u2028\u0085\u0000\ud800"))
                .isEqualTo("\\u001b[2Ja\\u000d\\u000ab\\u202ec\\u2028\\u0085\\u0000\\ud800");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(Printable.of("😀".repeat(1_000_000))).isEqualTo("😀".repeat(200) + "...");
        assertThat(Printable.of("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Printable.cut("abc", 2)).isEqualTo("ab...");
        assertThat(Printable.cut("ab", 2)).isEqualTo("ab");
    }
}
