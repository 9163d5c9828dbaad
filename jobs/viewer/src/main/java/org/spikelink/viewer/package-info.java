/**
 * The live page: {@code topics -> SensorTap, OutputTap -> LiveHub -> Browser -> WebSocket -> page}. Reads without a
 * consumer group, so that it never slows the job. Start with {@link org.spikelink.viewer.ViewerServer}.
 */
package org.spikelink.viewer;
