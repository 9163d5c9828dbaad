/**
 * Recordings of event cameras, read as they are stored, in bounded memory; and series of samples. Depends on core's
 * records and on libraries for file formats, but not on Flink or Kafka.
 *
 * <p>Reading order: {@link org.spikelink.connectors.recordings.Recordings} (the list of formats; opens a file),
 * {@link org.spikelink.connectors.recordings.events.EventFormat} and {@link
 * org.spikelink.connectors.recordings.events.EventDecoder} (what each format implements), {@link
 * org.spikelink.connectors.recordings.playback.BatchCutter} (a recording as the event batches that a sensor would
 * send), {@link org.spikelink.connectors.recordings.Recording} (a recording that plays as one stream) and {@link
 * org.spikelink.connectors.recordings.RecordingFiles} (finds them). {@link
 * org.spikelink.connectors.recordings.SeriesFiles} is the list of formats of series.
 *
 * <p>A new format is a new package below {@code events} or {@code series} with one entry class, and one line in its
 * list. Packages depend on each other in one direction: this one, {@code playback}, {@code events.<format>} and
 * {@code series.<format>}, {@code events} and {@code series}, {@code io}.
 */
package org.spikelink.connectors.recordings;
