/**
 * What is learned from: labelled sequences of sparse frames. {@code files -> DataSet (items in memory) -> Split -> Example
 * (augmented anew each time) -> LabelledSequence}; frames are cut by core's {@code Bins}, as the job cuts them. Sees core
 * and the recordings. Start with {@link org.spikelink.trainer.data.DataSet}.
 */
package org.spikelink.trainer.data;
