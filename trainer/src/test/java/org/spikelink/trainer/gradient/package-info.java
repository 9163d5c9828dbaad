/**
 * Gradients against finite differences, in double: a small network of the same equations, in which each spike is its
 * value plus what the surrogate's integral adds, and what carries no gradient is held. Start with {@link
 * org.spikelink.trainer.gradient.GradientCheckTest}.
 */
package org.spikelink.trainer.gradient;
