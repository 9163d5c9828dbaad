/** Mains: the command line, and the job that a Flink cluster runs. Start with {@link org.spikelink.jobs.Spikelink}. */
package org.spikelink.jobs;
