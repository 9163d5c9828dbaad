/**
 * How a command says that it cannot do what it was asked. May use Java alone. Start with {@link
 * org.spikelink.jobs.errors.CommandException}.
 */
package org.spikelink.jobs.errors;
