/**
 * Leaky integrate-and-fire neurons: everything about them in core. Start with {@link
 * org.spikelink.core.kernel.leaky.LeakySpec}, then {@link org.spikelink.core.kernel.leaky.LeakyLayer}.
 */
package org.spikelink.core.kernel.leaky;
