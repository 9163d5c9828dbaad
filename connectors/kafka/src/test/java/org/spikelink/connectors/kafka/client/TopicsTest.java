package org.spikelink.connectors.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void theDefaultsAreThoseOfTheDesign() {
        assertThat(Topics.defaults())
                .isEqualTo(
                        new Topics(
                                "spikelink.sensors",
                                "spikelink.spikes",
                                "spikelink.classes",
                                "spikelink.rejected",
                                "spikelink.health",
                                "spikelink.classes.shadow"));
    }

    @Test
    void namesThatKafkaRejectsAreRejected() {
        for (String name : new String[] {"", ".", "..", "a b", "ä", "x".repeat(250)}) {
            assertThatThrownBy(() -> new Topics("in", name, "cls", "rej"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("topic spikes must be")
                    .hasMessageContaining("(got \"" + name + "\")");
        }
    }

    @Test
    void dotsInsideNamesAreFine() {
        assertThat(new Topics("...", "a.b", ".c", "rej").sensors()).isEqualTo("...");
    }

    @Test
    void writingToTheTopicThatIsReadIsRejected() {
        assertThatThrownBy(() -> new Topics("in", "spk", "cls", "in"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topic sensors must not be written to as well (got in for both)");
    }
}
