package org.spikelink.trainer.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AugmentOptionsTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        AugmentOptions all =
                new AugmentOptions(
                        new SpatialOptions(2, true, 10, 0.2, 0.15, 3),
                        500,
                        0.1,
                        20_000,
                        0.25,
                        3,
                        0.05,
                        0.2,
                        0.1,
                        0.3);
        assertThat(all)
                .hasToString(
                        "shift=2,flip,rotate=10,zoom=0.2,shear=0.15,elastic=3,jitter=500,scale=0.1,timeshift=20000,drop=0.25,hot=3,channels=0.05,mix=0.2,mixup=0.1,cutout=0.3");
        assertThat(AugmentOptions.parse(all.toString())).isEqualTo(all);
        assertThat(AugmentOptions.parse(" drop=0.1 , shift = 2 "))
                .isEqualTo(
                        new AugmentOptions(
                                new SpatialOptions(2, false, 0, 0, 0, 0),
                                0,
                                0,
                                0,
                                0.1,
                                0,
                                0,
                                0,
                                0,
                                0));
        assertThat(AugmentOptions.parse("flip=false")).isEqualTo(AugmentOptions.NONE);
    }

    @Test
    void nothingIsNone() {
        assertThat(AugmentOptions.parse("")).isEqualTo(AugmentOptions.NONE);
        assertThat(AugmentOptions.parse("none").isNone()).isTrue();
        assertThat(AugmentOptions.NONE).hasToString("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tilt=2 | augment: must be of [shift, flip, rotate, zoom, shear, elastic, jitter, scale, timeshift, drop, hot, channels, mix, mixup, cutout] (got 'tilt=2')",
                "shift | augment: shift must have a number, as in shift=1 (got '')",
                "shift=two | augment: shift must have a number, as in shift=1 (got 'two')",
                "shift=1.5 | augment: shift must be a whole number below 2^31 (got 1.5)",
                "shift=-1 | augment: shift must be from 0 to 16383 (got -1)",
                "zoom=2 | augment: zoom must be from 0 to 0.9 (got 2)",
                "rotate=-3 | augment: rotate must be from 0 to 180 (got -3)",
                "drop=1 | augment: drop must be from 0 to 0.99 (got 1)",
                "drop=NaN | augment: drop must be from 0 to 0.99 (got NaN)",
                "scale=0.95 | augment: scale must be from 0 to 0.9 (got 0.95)",
                "cutout=1.5 | augment: cutout must be from 0 to 1 (got 1.5)",
                "mixup=2 | augment: mixup must be from 0 to 1 (got 2)",
                "flip=yes | augment: flip takes no value, or true or false (got 'yes')",
                "drop=0.1,drop=0.2 | augment: drop must be given once",
                "drop=0.1, | augment: must be of [shift, flip, rotate, zoom, shear, elastic, jitter, scale, timeshift, drop, hot, channels, mix, mixup, cutout] (got '')"
            })
    void invalidOptionsAreReportedByName(String text, String message) {
        assertThatThrownBy(() -> AugmentOptions.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
