/**
 * Live sensors to Kafka. A reader thread fills {@link org.spikelink.sensors.ingest.Slot}s of a bounded ring with the
 * bytes of a socket or pipe; the thread that called {@link org.spikelink.sensors.ingest.Ingest#run} decodes them,
 * cuts batches and hands them to the producer. Start with {@link org.spikelink.sensors.ingest.Ingest}.
 */
package org.spikelink.sensors.ingest;
