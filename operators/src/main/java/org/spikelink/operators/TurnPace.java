package org.spikelink.operators;

/**
 * When the backlog has its next turn: as soon as no more records come in, because then all that had arrived is collected; or
 * after a pause of several times the last turn, so that the backlog gets its share of a task that is never idle. All
 * times are {@link System#nanoTime}.
 */
final class TurnPace {
    /** Pause between two turns, as a number of turns: the backlog has a fifth of the time. */
    private static final int PAUSE = 4;

    /** While batches come faster than they are stepped, the pause doubles, up to this many turns. */
    private static final int LONGEST_PAUSE = 64;

    /** Without a record for this long, the input is idle. */
    static final long QUIET_NS = 300_000;

    private int pause = PAUSE;
    private boolean busy;
    private long pauseEndNs;
    private long lastRecordNs;

    TurnPace(long nowNs) {
        pauseEndNs = nowNs;
        lastRecordNs = nowNs;
    }

    /** A record has come in. */
    void arrived(long nowNs) {
        lastRecordNs = nowNs;
    }

    /** A bundle is full: batches come fast. */
    void full() {
        busy = true;
    }

    boolean isDue(long nowNs) {
        return nowNs - lastRecordNs >= QUIET_NS || nowNs - pauseEndNs >= 0;
    }

    /** The pause begins now that the turn has ended. */
    void turned(long nowNs, long tookNs) {
        pause = busy ? Math.min(LONGEST_PAUSE, 2 * pause) : Math.max(PAUSE, pause / 2);
        busy = false;
        pauseEndNs = nowNs + pause * tookNs;
    }
}
