/** The state of each stream in a savepoint. Start with {@link org.spikelink.tools.streams.Savepoint}. */
package org.spikelink.tools.streams;
