/**
 * A Kafka broker of one node in this process, for trying Spikelink out and for tests. May use Kafka's broker and
 * clients and nothing of Flink. Start with {@link org.spikelink.local.broker.LocalBroker}.
 */
package org.spikelink.local.broker;
