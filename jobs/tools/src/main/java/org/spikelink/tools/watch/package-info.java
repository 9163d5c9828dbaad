/**
 * A job's outputs, live: {@code spikes and classes topics -> OutputReader -> LiveStreams -> Snapshot ->
 * SnapshotText -> terminal}. Knows Kafka's clients and nothing of Flink. Start with {@link
 * org.spikelink.tools.watch.LiveStreams}.
 */
package org.spikelink.tools.watch;
