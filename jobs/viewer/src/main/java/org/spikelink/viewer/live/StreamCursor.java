package org.spikelink.viewer.live;

/** How much of a stream one browser has been sent. */
public final class StreamCursor {
    final ViewedStream stream;
    long events;
    long steps;
    long classes;
    long samples;

    StreamCursor(ViewedStream stream) {
        this.stream = stream;
        this.events = stream.recent.end();
    }
}
