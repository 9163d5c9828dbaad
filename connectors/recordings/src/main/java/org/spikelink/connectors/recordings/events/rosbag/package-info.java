/** Bags of ROS 1. Start with {@link org.spikelink.connectors.recordings.events.rosbag.RosBagFormat}. */
package org.spikelink.connectors.recordings.events.rosbag;
