package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnPaceTest {
    private static final long START_NS = 1_000_000_000;
    private static final long TURN_NS = 2_000_000;

    private final TurnPace pace = new TurnPace(START_NS);

    @Test
    void theFirstTurnIsDueAtOnce() {
        pace.arrived(START_NS);

        assertThat(pace.isDue(START_NS)).isTrue();
    }

    @Test
    void aTurnIsDueAsSoonAsNoMoreRecordsCome() {
        pace.turned(START_NS, TURN_NS);
        pace.arrived(START_NS + 5_000);

        assertThat(pace.isDue(START_NS + 5_000 + TurnPace.QUIET_NS - 1)).isFalse();
        assertThat(pace.isDue(START_NS + 5_000 + TurnPace.QUIET_NS)).isTrue();
    }

    @Test
    void whileRecordsComeThePauseIsFourTurnsFromTheEndOfTheLast() {
        pace.turned(START_NS, TURN_NS);

        assertThat(dueAfterNs()).isEqualTo(4 * TURN_NS);
    }

    @Test
    void thePauseDoublesWhileBundlesAreFullUpTo64Turns() {
        for (int turns : new int[] {8, 16, 32, 64, 64}) {
            pace.full();
            pace.turned(START_NS, TURN_NS);

            assertThat(dueAfterNs()).isEqualTo(turns * TURN_NS);
        }
    }

    @Test
    void thePauseIsHalvedWhenBundlesAreNoLongerFullDownToFourTurns() {
        pace.full();
        pace.turned(START_NS, TURN_NS);
        pace.full();
        pace.turned(START_NS, TURN_NS);
        for (int turns : new int[] {8, 4, 4}) {
            pace.turned(START_NS, TURN_NS);

            assertThat(dueAfterNs()).isEqualTo(turns * TURN_NS);
        }
    }

    /** Time until the next turn if records come without an end. */
    private long dueAfterNs() {
        for (long ns = START_NS; ; ns += TURN_NS) {
            pace.arrived(ns);
            if (pace.isDue(ns)) {
                return ns - START_NS;
            }
        }
    }
}
