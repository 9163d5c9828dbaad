/**
 * Matrix products, column sums and random draws. Only this package uses ND4J. Start with {@link
 * org.spikelink.trainer.math.Gemm}.
 */
package org.spikelink.trainer.math;
