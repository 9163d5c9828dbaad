package org.spikelink.trainer.report;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.InputSpec;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * What a recording looks like to the network: for events, its frames in slices of equal time side by side, ON orange and OFF
 * blue; for samples, the inputs from top to bottom over the steps.
 */
final class InputPicture {
    private static final int SLICES = 5;
    private static final int MOST_PIXELS = 96; // per side of a slice
    private static final int MOST_COLUMNS = 320;
    private static final int MOST_ROWS = 160;

    private InputPicture() {}

    /** One or several pictures, from left to right. */
    static BufferedImage[] of(InputSpec input, LabelledSequence sequence) {
        Optional<Image> image = input.image();
        return image.isPresent()
                ? slices(image.get(), sequence)
                : new BufferedImage[] {overTime(input.size(), sequence)};
    }

    private static BufferedImage[] slices(Image shape, LabelledSequence sequence) {
        int count = Math.min(SLICES, sequence.steps());
        int shrink = shrink(Math.max(shape.width(), shape.height()), MOST_PIXELS);
        int width = ceil(shape.width(), shrink);
        int height = ceil(shape.height(), shrink);
        double[][] sums = new double[count][height * width];
        for (int t = 0; t < sequence.steps(); t++) {
            double[] slice = sums[(int) ((long) t * count / sequence.steps())];
            for (int i = sequence.start(t); i < sequence.end(t); i++) {
                int index = sequence.indices()[i];
                int pixel = index % (shape.height() * shape.width());
                int at = pixel / shape.width() / shrink * width + pixel % shape.width() / shrink;
                boolean off = shape.channels() == 2 && index < shape.height() * shape.width();
                slice[at] += off ? -sequence.values()[i] : sequence.values()[i];
            }
        }
        double full = bright(sums);
        BufferedImage[] pictures = new BufferedImage[count];
        for (int n = 0; n < count; n++) {
            pictures[n] = picture(sums[n], width, height, full);
        }
        return pictures;
    }

    private static BufferedImage overTime(int inputs, LabelledSequence sequence) {
        int shrinkX = shrink(sequence.steps(), MOST_COLUMNS);
        int shrinkY = shrink(inputs, MOST_ROWS);
        int width = ceil(sequence.steps(), shrinkX);
        int height = ceil(inputs, shrinkY);
        double[] sums = new double[height * width];
        for (int t = 0; t < sequence.steps(); t++) {
            for (int i = sequence.start(t); i < sequence.end(t); i++) {
                int row = sequence.indices()[i] / shrinkY;
                sums[row * width + t / shrinkX] += sequence.values()[i];
            }
        }
        return picture(sums, width, height, bright(sums));
    }

    private static BufferedImage picture(double[] values, int width, int height, double full) {
        BufferedImage image = Pixels.empty(width, height);
        for (int at = 0; at < values.length; at++) {
            if (values[at] != 0) {
                Pixels.setSigned(image, at % width, at / width, values[at] / full);
            }
        }
        return image;
    }

    /** The amount that gets the full colour: twice the mean of those that are not 0. */
    private static double bright(double[]... values) {
        double sum = 0;
        long count = 0;
        for (double[] part : values) {
            for (double value : part) {
                sum += Math.abs(value);
                count += value != 0 ? 1 : 0;
            }
        }
        return count == 0 ? 1 : 2 * sum / count;
    }

    private static int shrink(int size, int most) {
        return ceil(size, most);
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }
}
