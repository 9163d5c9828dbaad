package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepperOptionsTest {
    @Test
    void aTtlThatIsTooLongIsRejectedHoweverLongItIs() {
        for (Duration ttl :
                new Duration[] {
                    Duration.ZERO, Duration.ofDays(40_000), Duration.ofSeconds(Long.MAX_VALUE)
                }) {
            assertThatThrownBy(() -> new StepperOptions(1, 1, ttl, StepperOptions.Spikes.LAST))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("ttl must be 1 ms to 100 years (got PT");
        }
    }
}
