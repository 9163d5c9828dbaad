/** MCAP files with ROS messages. Start with {@link org.spikelink.connectors.recordings.events.mcap.McapFormat}. */
package org.spikelink.connectors.recordings.events.mcap;
