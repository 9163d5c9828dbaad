package org.spikelink.trainer.network;

import org.spikelink.trainer.surrogate.Surrogate;

/**
 * How one layer learns.
 *
 * @param threshold of a spiking layer
 * @param fixedThresholds how many thresholds a layer has whose threshold is fixed: 1, or one a neuron
 * @param hasBias whether it has biases
 * @param learnInitialState whether syn_0 and mem_0 are learned
 * @param hasInitialState whether syn_0 and mem_0 may be other than zero though they are not learned
 * @param initialization of weights
 * @param surrogate of a spiking layer
 */
record LayerOptions(
        ThresholdSpec threshold,
        int fixedThresholds,
        boolean hasBias,
        boolean learnInitialState,
        boolean hasInitialState,
        Initialization initialization,
        Surrogate surrogate) {}
