package org.spikelink.core.model;

/** The parameters of one layer; immutable, never written. */
public sealed interface LayerWeights permits SlstmWeights, LinearWeights {}
