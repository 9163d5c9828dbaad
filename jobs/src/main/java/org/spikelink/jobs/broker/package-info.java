/**
 * A Kafka broker inside this process, for trying Spikelink out and for tests: a real one, of one node, from Kafka's own
 * classes. May use Kafka's broker and clients and nothing of Flink. Start with {@link
 * org.spikelink.jobs.broker.LocalBroker}.
 */
package org.spikelink.jobs.broker;
