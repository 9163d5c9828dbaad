package org.spikelink.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.spikelink.core.layer.LayerState;

/** The vector width of the vector kernels on this JVM: its preferred width, at most 512 bits. */
public final class VectorShape {
    public static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > LayerState.ALIGNMENT
                    ? FloatVector.SPECIES_512
                    : FloatVector.SPECIES_PREFERRED;
    public static final int LANES = SPECIES.length();

    /**
     * With fewer lanes, for example if the JIT compiler does not support vectors, the vector kernels are not faster.
     */
    static final int LEAST_LANES = 4;

    private VectorShape() {}
}
