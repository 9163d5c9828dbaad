/** Everything in one process, and the proof that nothing was lost. Start with {@link org.spikelink.jobs.demo.Demo}. */
package org.spikelink.jobs.demo;
