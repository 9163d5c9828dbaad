/**
 * One stream's state advanced by one batch; the object that operator, SQL function and {@code evaluate} share. Sees all
 * of core. Start with {@link org.spikelink.core.stepper.StreamStepper}.
 */
package org.spikelink.core.stepper;
