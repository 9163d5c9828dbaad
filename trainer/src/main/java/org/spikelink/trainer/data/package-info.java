/**
 * What is learned from: labelled sequences of sparse frames. Sees core and the recordings. Start with {@link
 * org.spikelink.trainer.data.LabelledSequence}.
 */
package org.spikelink.trainer.data;
