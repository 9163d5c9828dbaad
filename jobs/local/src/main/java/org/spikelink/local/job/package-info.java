/**
 * The job on a Flink cluster in this process. May use the job and Flink. Start with {@link
 * org.spikelink.local.job.LocalJob}.
 */
package org.spikelink.local.job;
