/**
 * Encoders of samples: from the values of one sample to the inputs of its network steps. Depends on {@code model} and
 * {@code frame}. Start with {@link org.spikelink.core.encoder.SampleEncoder}.
 */
package org.spikelink.core.encoder;
