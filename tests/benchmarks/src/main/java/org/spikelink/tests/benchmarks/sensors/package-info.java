/** Synthetic sensors and the models that step them, for every bench that needs batches. */
package org.spikelink.tests.benchmarks.sensors;
