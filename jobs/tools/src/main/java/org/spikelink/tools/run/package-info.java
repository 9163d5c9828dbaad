/**
 * What {@code classify} does around a job: checks before it is submitted, and monitoring while it runs in this
 * process. Start with {@link org.spikelink.tools.run.JobMonitor}.
 */
package org.spikelink.tools.run;
