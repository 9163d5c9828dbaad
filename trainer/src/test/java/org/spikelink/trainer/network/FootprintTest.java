package org.spikelink.trainer.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.fixture.Toy;

final class FootprintTest {
    @Test
    void refusesWhatDoesNotFit() {
        ModelDocument document = Toy.spiking(10, 20, 4); // 2,560 and 416 parameters

        assertThatCode(() -> Footprint.check(document, 64 * 2976)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Footprint.check(document, 64 * 2976 - 1))
                .hasMessageStartingWith("hidden: to learn 2,976 parameters needs about 0.0 GiB");
    }

    @Test
    void refusesMoreThanAnArrayHolds() {
        ModelDocument document = Toy.spiking(10, 1 << 16, 4);

        assertThatThrownBy(() -> Footprint.check(document, Long.MAX_VALUE))
                .hasMessageContaining("fewer neurons");
    }
}
