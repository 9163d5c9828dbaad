package org.spikelink.connectors.recordings.events;

/** Events that can be read several times, each time from the beginning. */
@FunctionalInterface
public interface EventSource {
    /** A new decoder at the beginning, which the caller closes. */
    EventDecoder open();
}
