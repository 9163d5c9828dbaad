/** Model files on Flink's file systems, named by their content. Start with {@code FlinkModelStore}. */
package org.spikelink.operators.store;
