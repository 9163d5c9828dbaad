/** {@code classify --check}: what must be right before the job runs. Start with {@link org.spikelink.jobs.check.JobCheck}. */
package org.spikelink.jobs.check;
