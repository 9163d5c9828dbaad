/** What takes live sensors in: {@code ingest} without a broker, and the size of its records. */
package org.spikelink.tests.benchmarks.ingest;
