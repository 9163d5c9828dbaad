/**
 * ROS messages of events, independent of the file format that contains them. Start with {@link
 * org.spikelink.connectors.recordings.events.ros.RosEvents}.
 */
package org.spikelink.connectors.recordings.events.ros;
