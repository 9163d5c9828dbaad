/**
 * A cluster of processes on this machine's loopback: broker, ZooKeeper, JobManager and TaskManagers, Flink's from its own
 * jars. Every process is written down in the cluster's folder before it runs, so that any later process can find and end
 * it. The commands and the cluster tests run the same. May use Kafka, Flink and {@code jobs.broker}. Start with {@link
 * org.spikelink.jobs.cluster.FlinkCluster}, then {@link org.spikelink.jobs.cluster.ClusterProcess}.
 */
package org.spikelink.jobs.cluster;
