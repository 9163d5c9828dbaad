/**
 * The whole job, broker to broker, in one process: {@link org.spikelink.local.job.LocalJob} on a broker of its own.
 */
package org.spikelink.tests.benchmarks.job;
