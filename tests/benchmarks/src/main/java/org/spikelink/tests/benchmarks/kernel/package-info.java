/**
 * One layer's step: plain, vector, against the machine's limits and against other libraries. Start with {@link
 * org.spikelink.tests.benchmarks.kernel.KernelCommand}.
 */
package org.spikelink.tests.benchmarks.kernel;
