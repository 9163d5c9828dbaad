package org.spikelink.core.golden;

import org.spikelink.core.model.Tensor;

/** How large W x + U mem + b gets along a golden run, in double: the tolerance grows with it. */
final class Preactivations {
    private Preactivations() {}

    static double largest(GoldenFile file, String prefix, Tensor x) {
        return largest(file, prefix, x, file.values("mem"), file.values("mem_0"));
    }

    /** {@code mem0} null for zero. */
    static double largest(GoldenFile file, String prefix, Tensor x, float[] mem, float[] mem0) {
        int inputs = x.shape()[2];
        int streams = x.shape()[1];
        int rows = file.tensor(prefix + "weight_ih").shape()[0];
        int hidden = rows / 4;
        double largest = 0;
        for (int n = 0; n < x.shape()[0] * streams; n++) {
            float[] before = n < streams ? mem0 : mem;
            int at = (n < streams ? n : n - streams) * hidden;
            for (int row = 0; row < rows; row++) {
                double sum =
                        dot(file.values(prefix + "weight_ih"), row, x.values(), n * inputs, inputs);
                sum += bias(file, prefix + "bias_ih", row) + bias(file, prefix + "bias_hh", row);
                sum +=
                        before == null
                                ? 0
                                : dot(file.values(prefix + "weight_hh"), row, before, at, hidden);
                largest = Math.max(largest, Math.abs(sum));
            }
        }
        return largest;
    }

    private static double dot(float[] weights, int row, float[] values, int at, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += (double) weights[row * n + j] * values[at + j];
        }
        return sum;
    }

    private static double bias(GoldenFile file, String name, int row) {
        return file.tensors().containsKey(name) ? file.values(name)[row] : 0;
    }
}
