/** How fast recordings are decoded. Start with {@link org.spikelink.tests.benchmarks.decode.DecodeBench}. */
package org.spikelink.tests.benchmarks.decode;
