package org.spikelink.classify.config;

/** Whether something is done. */
public enum Switch {
    OFF,
    ON
}
