/**
 * Pictures of recordings, and of what a network makes of them: {@link org.spikelink.tools.plot.Plots} draws what {@code
 * spikelink plot} and {@code spikelink predict --plot} write. A network is run as {@code evaluate} runs it; what a job has
 * written is read from its topics.
 */
package org.spikelink.tools.plot;
