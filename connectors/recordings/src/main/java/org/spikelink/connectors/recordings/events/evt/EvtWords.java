package org.spikelink.connectors.recordings.events.evt;

import org.spikelink.connectors.recordings.events.EventChunk;

/** What the words of one version mean. Holds the state between words: clock, row and so on. */
interface EvtWords {
    /** Bytes of one word. */
    int wordBytes();

    /** The most events that one word holds. */
    int mostEvents();

    /**
     * Decodes words up to the end, to the first invalid one, or until the chunk has too little room for another one.
     *
     * @param array that holds the words
     * @param from position of the first one
     * @param words number of words, at least 1
     * @return number of words decoded
     */
    int decode(byte[] array, int from, int words, EventChunk chunk);

    /** The rule that an invalid word violates, and the value found. */
    String invalid(byte[] array, int at);

    /** The words so far that hold no events. */
    SkippedWords skipped();
}
