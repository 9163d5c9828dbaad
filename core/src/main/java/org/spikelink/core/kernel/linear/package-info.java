/**
 * The linear layer, real-valued: everything about it in core. Start with {@link
 * org.spikelink.core.kernel.linear.LinearSpec}, then {@link org.spikelink.core.kernel.linear.LinearLayer}.
 */
package org.spikelink.core.kernel.linear;
