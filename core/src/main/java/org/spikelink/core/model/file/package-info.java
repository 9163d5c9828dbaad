/**
 * The model file: a JSON document and float32 tensors in one {@code .safetensors} file. May use {@code model} and
 * {@code io}. Start with {@link org.spikelink.core.model.file.ModelFile}.
 */
package org.spikelink.core.model.file;
