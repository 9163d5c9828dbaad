/** How fast training is, sparse and in Java, with the same network dense on ND4J beside it. */
package org.spikelink.tests.benchmarks.train;
