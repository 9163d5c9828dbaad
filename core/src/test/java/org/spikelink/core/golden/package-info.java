/**
 * Parity with snnTorch: golden vectors stepped by the real layers. Start with {@link
 * org.spikelink.core.golden.ForwardGoldenTest}. The vectors are read from the folder that the system property {@code
 * golden.dir} names, else from the test resources.
 */
package org.spikelink.core.golden;
