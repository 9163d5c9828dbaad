/**
 * Bags of ROS 2 in an SQLite file. Start with {@link org.spikelink.connectors.recordings.events.rosdb.RosDbFormat}.
 */
package org.spikelink.connectors.recordings.events.rosdb;
