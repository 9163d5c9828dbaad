package org.spikelink.tools.plot;

/** What a picture shows. */
public enum PlotKind {
    /** Events of equal slices of time side by side; of samples, the channels over time. */
    EVENTS,
    /** Spikes of each layer over time. */
    RASTER,
    /** Membrane potentials of a layer over time. */
    MEMBRANE,
    /** Scores of the classes over time, and what was decided. */
    SCORES,
    /** exp(-age / tau) of each pixel's last event. */
    TIMESURFACE,
    /** Events per second, and spikes per second of each layer. */
    RATE;

    /** Whether a recording's picture shows what a network makes of it. */
    public boolean needsModel() {
        return this == RASTER || this == MEMBRANE || this == SCORES;
    }
}
