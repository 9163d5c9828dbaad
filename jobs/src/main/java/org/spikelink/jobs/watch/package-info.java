/**
 * What a running job writes, live: {@code spikes and classes topics -> OutputReader -> LiveStreams -> Snapshot ->
 * SnapshotText -> terminal}. Knows Kafka's clients and nothing of Flink. Start with {@link
 * org.spikelink.jobs.watch.LiveStreams}.
 */
package org.spikelink.jobs.watch;
