/** Offline training of spiking LSTMs with surrogate gradients. Depends on core and the recordings, never on Flink. */
package org.spikelink.trainer;
