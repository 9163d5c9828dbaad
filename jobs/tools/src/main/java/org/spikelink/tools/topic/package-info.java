/** Reads topics up to their current end. May use Kafka clients only. */
package org.spikelink.tools.topic;
