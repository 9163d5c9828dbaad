package org.spikelink.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class IndexedTest {
    private static final int SIZE = 128;
    private static final int GROUND = 0x151b24;
    private static final int RARE = 0xff00c8;

    @Test
    void anImageOf256ColoursKeepsThemAll() {
        BufferedImage image = image();
        for (int n = 0; n < SIZE * SIZE; n++) {
            image.setRGB(n % SIZE, n / SIZE, 0x010307 * (n % 256));
        }

        BufferedImage indexed = Indexed.of(image);

        assertThat(indexed.getType()).isEqualTo(BufferedImage.TYPE_BYTE_INDEXED);
        assertThat(largestDifference(image, indexed)).isZero();
    }

    @Test
    void ofMoreColoursNoneIsFarFromItsOwn() {
        SplittableRandom random = new SplittableRandom(1);
        BufferedImage image = image();
        for (int n = SIZE; n < SIZE * SIZE; n++) {
            image.setRGB(n % SIZE, n / SIZE, random.nextInt(0x1000000));
        }
        for (int x = 0; x < SIZE; x++) {
            image.setRGB(x, 0, GROUND);
        }

        BufferedImage indexed = Indexed.of(image);

        assertThat(indexed.getRGB(0, 0) & 0xffffff).isEqualTo(GROUND);
        assertThat(largestDifference(image, indexed)).isBetween(1, 64);
    }

    @Test
    void aRareColourBetweenTwoRampsStaysWhatItIs() {
        BufferedImage image = image();
        for (int n = 0; n < SIZE * SIZE; n++) {
            int level = n % 250;
            image.setRGB(n % SIZE, n / SIZE, n % 2 == 0 ? level << 16 : level << 8 | level / 2);
        }
        image.setRGB(7, 7, RARE);

        BufferedImage indexed = Indexed.of(image);

        assertThat(indexed.getRGB(7, 7) & 0xffffff).isEqualTo(RARE);
        assertThat(largestDifference(image, indexed)).isLessThan(8);
    }

    private static BufferedImage image() {
        return new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    }

    /** Of a channel of a pixel. */
    private static int largestDifference(BufferedImage a, BufferedImage b) {
        int largest = 0;
        for (int n = 0; n < SIZE * SIZE; n++) {
            int one = a.getRGB(n % SIZE, n / SIZE);
            int other = b.getRGB(n % SIZE, n / SIZE);
            for (int shift = 0; shift < 24; shift += 8) {
                int difference = Math.abs((one >> shift & 0xff) - (other >> shift & 0xff));
                largest = Math.max(largest, difference);
            }
        }
        return largest;
    }
}
