/**
 * One minibatch, one update: cuts a batch into shards, runs them on threads, reduces and steps the optimizer; the same
 * bits for any number of threads. Sees the other packages of learning and ND4J through them. Start with {@link
 * org.spikelink.trainer.learn.Learner}.
 */
package org.spikelink.trainer.learn;
