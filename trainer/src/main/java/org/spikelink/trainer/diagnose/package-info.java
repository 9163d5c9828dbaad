/**
 * Why does a network not learn: checks of the data, the options, and of the untrained network on some recordings. Start with
 * {@link org.spikelink.trainer.diagnose.Diagnosis}.
 */
package org.spikelink.trainer.diagnose;
