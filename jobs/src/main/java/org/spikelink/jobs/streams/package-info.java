/** What a savepoint holds of each stream. Start with {@link org.spikelink.jobs.streams.Savepoint}. */
package org.spikelink.jobs.streams;
