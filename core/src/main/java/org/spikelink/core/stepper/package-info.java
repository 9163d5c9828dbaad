/**
 * One stream's state advanced by one batch; the object that the operator and {@code evaluate} share. May use all of
 * core. Start with {@link org.spikelink.core.stepper.StreamStepper}.
 */
package org.spikelink.core.stepper;
