/**
 * Parity with snnTorch and torch: surrogates, gradients, training runs. Start with {@link
 * org.spikelink.trainer.golden.BpttGoldenTest}. The vectors are read from the folder that the system property {@code
 * golden.dir} names, else from the test resources.
 */
package org.spikelink.trainer.golden;
