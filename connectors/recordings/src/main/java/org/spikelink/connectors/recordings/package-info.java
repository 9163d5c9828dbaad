/**
 * Recordings of event cameras, what they hold, read as it is stored, in bounded memory; and series of samples. May use the shared records of
 * core; knows neither Flink nor Kafka.
 *
 * <p>Reading order: {@link org.spikelink.connectors.recordings.Recordings} (opens a file), {@link
 * org.spikelink.connectors.recordings.RecordingFormat} (which format it is), {@link
 * org.spikelink.connectors.recordings.Decoder} (what each format implements, in a package of its own: {@code nmnist},
 * {@code aedat2}, {@code dat}), {@link org.spikelink.connectors.recordings.BatchCutter} (a recording as the event
 * batches that a sensor would send), {@link org.spikelink.connectors.recordings.Recording} (what plays as one stream, found by
 * {@link org.spikelink.connectors.recordings.RecordingFiles}). Series have a package of their own, {@code series}, and what
 * a model makes of recordings is told by {@code evaluate}. A new format of events is a new package and a line in {@code RecordingFormat} and {@code
 * Recordings}.
 */
package org.spikelink.connectors.recordings;
