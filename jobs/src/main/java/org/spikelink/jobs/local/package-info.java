/** The job and its broker as seen from the process that runs them. Start with {@link org.spikelink.jobs.local.LocalJob}. */
package org.spikelink.jobs.local;
