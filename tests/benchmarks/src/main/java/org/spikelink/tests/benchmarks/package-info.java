/**
 * {@code ./spikelink bench}: both sides of every ratio in one process run, interleaved. Start with {@link
 * org.spikelink.tests.benchmarks.Bench}.
 */
package org.spikelink.tests.benchmarks;
