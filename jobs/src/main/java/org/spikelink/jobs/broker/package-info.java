/**
 * Kafka's broker: whether it is there ({@link org.spikelink.jobs.broker.BrokerWatch}), and one inside this process, for
 * trying Spikelink out and for tests, of one node, from Kafka's own classes. May use Kafka's broker and clients and
 * nothing of Flink. Start with {@link org.spikelink.jobs.broker.LocalBroker}.
 */
package org.spikelink.jobs.broker;
