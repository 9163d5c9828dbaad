/** Offline training of spiking LSTMs with surrogate gradients; sees core and the recordings, never Flink. */
package org.spikelink.trainer;
