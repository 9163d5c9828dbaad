/**
 * One update from one minibatch: cuts a batch into shards, runs them on threads, reduces the gradients and runs the
 * optimizer. The bits do not depend on the number of threads. Uses the other packages of the trainer, and ND4J
 * through them. Start with {@link org.spikelink.trainer.learn.Learner}.
 */
package org.spikelink.trainer.learn;
