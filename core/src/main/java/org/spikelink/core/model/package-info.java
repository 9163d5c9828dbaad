/**
 * The model file: a JSON document and float32 tensors in one {@code .safetensors} file. Knows what a model is, not how
 * it is stepped. Start with {@link org.spikelink.core.model.Model}, then {@link
 * org.spikelink.core.model.ModelFile}.
 */
package org.spikelink.core.model;
