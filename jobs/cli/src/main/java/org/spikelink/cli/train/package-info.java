/**
 * The {@code train} command: its options, config files and output. Depends on {@code trainer}. Start with {@link
 * org.spikelink.cli.train.TrainArguments}.
 */
package org.spikelink.cli.train;
