/**
 * Faults on a real Flink cluster: a JobManager and TaskManagers, each a process of its own on this machine's
 * loopback, from Maven's jars, running {@code spikelink-job.jar} against a broker in the test's process or, where it
 * must die too, in one of its own. May use everything; nothing of Spikelink is on the cluster's class path but what
 * the job jar brings. Start with {@link org.spikelink.tests.cluster.FaultsIT}, then {@link
 * org.spikelink.local.cluster.FlinkCluster}.
 */
package org.spikelink.tests.cluster;
