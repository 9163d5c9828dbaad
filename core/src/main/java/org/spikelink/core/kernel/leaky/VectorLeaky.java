package org.spikelink.core.kernel.leaky;

import static org.spikelink.core.kernel.VectorShape.LANES;
import static org.spikelink.core.kernel.VectorShape.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.spikelink.core.model.Reset;

/** Leaky neurons on the Vector API: the operations of {@link PlainLeaky}, one neuron a lane. */
final class VectorLeaky implements LeakyKernel {
    private final Reset reset;
    private final float[] beta;
    private final float[] threshold;

    VectorLeaky(Reset reset, float[] beta, float[] threshold) {
        this.reset = reset;
        this.beta = beta;
        this.threshold = threshold;
    }

    @Override
    public void step(float[] x, float[] mem, int at, int neurons) {
        for (int j = 0; j < neurons; j += LANES) {
            FloatVector before = FloatVector.fromArray(SPECIES, mem, at + j);
            FloatVector input = FloatVector.fromArray(SPECIES, x, j);
            FloatVector left = FloatVector.fromArray(SPECIES, beta, j);
            if (reset == Reset.NONE) {
                left.fma(before, input).intoArray(mem, at + j);
                continue;
            }
            FloatVector limit = FloatVector.fromArray(SPECIES, threshold, j);
            VectorMask<Float> above = before.compare(VectorOperators.GT, limit);
            if (reset == Reset.ZERO) {
                left.fma(before.blend(0f, above), input).intoArray(mem, at + j);
            } else {
                FloatVector m = left.fma(before, input);
                m.blend(m.sub(limit), above).intoArray(mem, at + j);
            }
        }
    }
}
