/**
 * A cluster of processes that listen on loopback: broker, ZooKeeper, JobManager and TaskManagers. Every process is
 * recorded in the cluster's folder before it runs, so that any later process can find and stop it. Used by the
 * commands and by the cluster tests. May use Flink and {@code local.broker}. Start with {@link
 * org.spikelink.local.cluster.FlinkCluster}, then {@link org.spikelink.local.cluster.ClusterProcess}.
 */
package org.spikelink.local.cluster;
