/** The commands, one class each; parsing and printing only. Start with {@link org.spikelink.jobs.Spikelink}. */
package org.spikelink.jobs.cli;
