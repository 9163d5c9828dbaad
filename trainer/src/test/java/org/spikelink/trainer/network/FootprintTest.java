package org.spikelink.trainer.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.fixture.Toy;

final class FootprintTest {
    @Test
    void rejectsANetworkThatDoesNotFit() {
        ModelDocument document = Toy.spiking(10, 20, 4); // 2,620 and 428 parameters

        assertThatCode(() -> Footprint.check(document, 64 * 3048)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Footprint.check(document, 64 * 3048 - 1))
                .hasMessageStartingWith("hidden: training 3,048 parameters needs about 0.0 GiB");
    }

    @Test
    void rejectsMoreThanAnArrayCanHold() {
        ModelDocument document = Toy.spiking(10, 1 << 16, 4);

        assertThatThrownBy(() -> Footprint.check(document, Long.MAX_VALUE))
                .hasMessageContaining("fewer neurons");
    }

    @Test
    void rejectsABatchThatDoesNotFit() {
        ModelDocument document = Toy.spiking(10, 20, 4); // 24 neurons of 40 bytes a step
        long steps = 960_000;

        assertThatCode(() -> Footprint.check(document, 1_000, true, steps + 64 * 3048))
                .doesNotThrowAnyException();
        assertThatCode(() -> Footprint.check(document, 1_000, false, steps + 32 * 3048))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Footprint.check(document, 1_000, true, steps + 64 * 3048 - 1))
                .hasMessageStartingWith(
                        "batch: 1,000 steps of 24 neurons and the parameters need about 0.0 GiB");
        assertThatThrownBy(() -> Footprint.check(document, 1_000, false, steps + 32 * 3048 - 1))
                .hasMessageStartingWith("batch: 1,000 steps");
    }
}
