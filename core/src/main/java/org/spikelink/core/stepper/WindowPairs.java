package org.spikelink.core.stepper;

import java.util.ArrayList;
import java.util.List;

/**
 * Pairs the answers that a stream's active model and a shadow give to windows that begin at the same time. Two models of the
 * same window length decide a window at the same step, unless one of them decides it early: then its answer waits here.
 */
final class WindowPairs {
    /** Answers that wait for their partner; the oldest is dropped, as windows that begin at other times have none. */
    static final int MOST = 64;

    private final List<Waiting> waiting = new ArrayList<>();

    /**
     * An answer without its partner.
     *
     * @param startUs of the window, sensor time in µs
     * @param answer a class, or that there is none
     * @param ofShadow whether the shadow gave it
     */
    record Waiting(long startUs, int answer, boolean ofShadow) {}

    /** Takes an answer and counts the pair that it completes. */
    void answered(long startUs, int answer, boolean ofShadow, ShadowCounters counters) {
        for (int n = 0; n < waiting.size(); n++) {
            Waiting other = waiting.get(n);
            if (other.startUs == startUs && other.ofShadow != ofShadow) {
                waiting.remove(n);
                counters.compared(other.answer == answer);
                return;
            }
        }
        add(new Waiting(startUs, answer, ofShadow));
    }

    /** Adds an answer that waits. */
    void add(Waiting answer) {
        waiting.add(answer);
        if (waiting.size() > MOST) {
            waiting.remove(0);
        }
    }

    /** The answers that wait, the oldest first. */
    List<Waiting> waiting() {
        return List.copyOf(waiting);
    }

    WindowPairs copy() {
        WindowPairs copy = new WindowPairs();
        copy.waiting.addAll(waiting);
        return copy;
    }
}
