package org.spikelink.connectors.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StartFromTest {
    @Test
    void wordsMillisecondsAndInstantsAreUnderstood() {
        assertThat(StartFrom.parse("earliest")).isEqualTo(new StartFrom.Earliest());
        assertThat(StartFrom.parse("Latest")).isEqualTo(new StartFrom.Latest());
        assertThat(StartFrom.parse("committed")).isEqualTo(new StartFrom.Committed());
        assertThat(StartFrom.parse("1500")).isEqualTo(new StartFrom.Timestamp(1500));
        assertThat(StartFrom.parse("1970-01-01T00:00:01.5Z"))
                .isEqualTo(new StartFrom.Timestamp(1500));
    }

    @Test
    void anythingElseIsRejected() {
        for (String text :
                new String[] {
                    "", "soon", "-1", "1e3", "99999999999999999999", "1969-01-01T00:00:00Z"
                }) {
            assertThatThrownBy(() -> StartFrom.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got");
        }
    }
}
