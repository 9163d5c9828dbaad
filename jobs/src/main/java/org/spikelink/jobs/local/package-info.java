/**
 * The job as seen from the process that runs it, cluster and all. May use the job and Flink. Start with {@link
 * org.spikelink.jobs.local.LocalJob}.
 */
package org.spikelink.jobs.local;
