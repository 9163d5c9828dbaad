package org.spikelink.trainer.network;

/** What a layer sees: sparse frames, or what the layer below passes on. */
public sealed interface LayerInput permits FrameInput, DenseInput {}
