/** The commands, one class each; parsing and printing only. Start with {@link org.spikelink.cli.Spikelink}. */
package org.spikelink.cli;
