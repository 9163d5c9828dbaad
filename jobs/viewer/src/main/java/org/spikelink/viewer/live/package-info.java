/**
 * What the topics say of each stream right now, in bounded memory, and its encoding for browsers. Knows nothing of
 * HTTP. Start with {@link org.spikelink.viewer.live.LiveHub}.
 */
package org.spikelink.viewer.live;
