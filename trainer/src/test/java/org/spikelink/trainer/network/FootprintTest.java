package org.spikelink.trainer.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
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
                        "batch: 1,000 steps of 24 outputs of layers and the parameters need about 0.0 GiB");
        assertThatThrownBy(() -> Footprint.check(document, 1_000, false, steps + 32 * 3048 - 1))
                .hasMessageStartingWith("batch: 1,000 steps");
    }

    @Test
    void rejectsOutputsOfConvolutionsThatDoNotFit() {
        ModelDocument document =
                Toy.document(
                        ReadoutSpec.Kind.MEAN_MEMBRANE,
                        1,
                        new Conv2dSpec(new Image(2, 8, 8), 4, 3, 1, 1),
                        new LeakySpec(new Image(4, 8, 8), 0.0, Reset.NONE, null),
                        new LinearSpec(256, 3));
        // 1,000 steps of 512 values of the dense outputs, 4 bytes each, are most of it

        assertThatCode(() -> Footprint.check(document, 1_000, true, 2_500_000))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Footprint.check(document, 1_000, true, 2_000_000))
                .hasMessageStartingWith("batch: 1,000 steps of 515 outputs of layers");
    }
}
