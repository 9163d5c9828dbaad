/**
 * The sparse input of one network step for a group of streams. Uses nothing else. See {@link
 * org.spikelink.core.frame.FrameGroup}.
 */
package org.spikelink.core.frame;
