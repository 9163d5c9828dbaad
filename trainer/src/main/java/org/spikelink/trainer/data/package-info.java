/**
 * Training data: labelled sequences of sparse frames. {@code files -> DataSet (items in memory) -> Split -> Example
 * (augmented in each epoch) -> LabelledSequence}; frames are cut by core's {@code Bins}, as in the job. Depends on
 * core and the recordings. Start with {@link org.spikelink.trainer.data.DataSet}.
 */
package org.spikelink.trainer.data;
