package org.spikelink.tools.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.tools.guard.RuleWindow.State;

/** A canary, m/2, beside which m/1 runs as a shadow, with the rule agreement<0.9 for 10min. */
class RuleGuardTest {
    private static final StreamSelector ALL = new StreamSelector.All();
    private static final ModelVersion V1 = new ModelVersion("m", "1", "a".repeat(64), "file:/a");
    private static final ModelVersion V2 = new ModelVersion("m", "2", "b".repeat(64), "file:/b");
    private static final long MINUTE = 60_000;
    private static final long START = 1_000 * MINUTE;
    private static final long WALL = START + 100_000 * MINUTE;

    private final RuleGuard guard = new RuleGuard(0);
    private int windows;

    @BeforeEach
    void follow() {
        follow(schedule(START));
    }

    private void follow(ModelSchedule schedule) {
        guard.follow(List.of(schedule), WALL);
    }

    private static ModelSchedule schedule(long fromMs) {
        return ModelSchedule.empty("m")
                .activated(V1, 0, ALL)
                .activated(V2, fromMs, StreamSelector.parse("prefix:s"))
                .shadowed(V1, fromMs, StreamSelector.parse("prefix:s"))
                .with(
                        new RollbackRule(
                                V2.sha256(),
                                V1.sha256(),
                                fromMs,
                                RollbackRule.Condition.parse("agreement<0.9 for 10min")));
    }

    private static Classification found(String model, int window, int answer, long inputMs) {
        return new Classification(
                "s",
                0,
                window,
                window * 10L,
                window * 10L + 10,
                answer,
                "",
                new float[1],
                1,
                true,
                model,
                inputMs);
    }

    /** A window that m/2 and its shadow m/1 have decided. */
    private List<Outgoing> window(boolean same, long ms) {
        int window = windows++;
        return List.of(
                found("m/2", window, 0, ms),
                new ShadowClass(found("m/1", window, same ? 0 : 1, ms)));
    }

    /** Windows over a time, of which each tenth to {@code agreed} of ten have the same class. */
    private List<Outgoing> windows(int count, int agreedOfTen, long fromMs, long toMs) {
        List<Outgoing> all = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            all.addAll(window(n % 10 < agreedOfTen, fromMs + (toMs - fromMs) * n / count));
        }
        return all;
    }

    private void add(List<Outgoing> outputs) {
        outputs.forEach(output -> guard.add(output, WALL));
    }

    private State state() {
        assertThat(guard.findings()).hasSize(1);
        return guard.findings().get(0).state();
    }

    @Test
    void aVersionThatDisagreesForTheRulesTimeIsTakenBack() {
        add(windows(500, 8, START, START + 9 * MINUTE));
        assertThat(state()).isEqualTo(State.TOO_EARLY);
        add(windows(100, 8, START + 9 * MINUTE, START + 10 * MINUTE + 1_000));
        assertThat(state()).isEqualTo(State.BROKEN);
        assertThat(guard.findings().get(0).text())
                .isEqualTo(
                        "agreement 0.797 in 572 windows of 10min with m/1, rule agreement<0.9 for 10min");
    }

    @Test
    void oneThatAgreesIsKeptAndOlderWindowsDoNotCount() {
        add(windows(600, 8, START, START + 9 * MINUTE));
        add(windows(600, 10, START + 9 * MINUTE, START + 18 * MINUTE));
        assertThat(state()).isEqualTo(State.KEPT);
        add(windows(600, 10, START + 18 * MINUTE, START + 30 * MINUTE));
        assertThat(guard.findings().get(0).text()).startsWith("agreement 1.000 in ");
        add(windows(600, 8, START + 30 * MINUTE, START + 41 * MINUTE));
        assertThat(state()).isEqualTo(State.BROKEN);
    }

    @Test
    void anAgreementAtTheLimitIsKept() {
        add(windows(1_000, 9, START, START + 10 * MINUTE));
        add(List.of(found("m/1", -1, 0, START + 10 * MINUTE)));
        assertThat(guard.findings().get(0).text()).contains("agreement 0.900");
        assertThat(state()).isEqualTo(State.KEPT);
    }

    @Test
    void tooFewWindowsAreNotJudged() {
        add(windows(99, 0, START + MINUTE, START + 10 * MINUTE));
        add(List.of(found("m/1", -1, 0, START + 10 * MINUTE)));
        assertThat(state()).isEqualTo(State.TOO_FEW);
        assertThat(guard.findings().get(0).text())
                .contains("in 99 windows", "not judged with fewer than 100 windows");
        add(window(false, START + 10 * MINUTE));
        assertThat(state()).isEqualTo(State.BROKEN);
    }

    @Test
    void withoutAnyWindowNothingIsTakenBack() {
        assertThat(state()).isEqualTo(State.TOO_EARLY);
        assertThat(guard.findings().get(0).text()).startsWith("no windows in 10min with m/1");
        add(List.of(found("m/1", -1, 0, START + 20 * MINUTE)));
        assertThat(state()).isEqualTo(State.TOO_FEW);
    }

    @Test
    void windowsBeforeTheRuleAndOfOtherPairsDoNotCount() {
        add(windows(500, 0, START - 20 * MINUTE, START));
        add(windows(500, 10, START, START + 11 * MINUTE));
        for (int n = 0; n < 500; n++) { // m/3 is a shadow as well
            Outgoing active = found("m/2", 10_000 + n, 0, START + 11 * MINUTE);
            add(List.of(active, new ShadowClass(found("m/3", 10_000 + n, 1, START + 11 * MINUTE))));
        }
        assertThat(state()).isEqualTo(State.KEPT);
        assertThat(guard.findings().get(0).text()).startsWith("agreement 1.000");
    }

    @Test
    void theVersionMayBeTheShadow() {
        for (int n = 0; n < 500; n++) {
            long ms = START + 11 * MINUTE * n / 500;
            add(List.of(found("m/1", n, 0, ms), new ShadowClass(found("m/2", n, n % 2, ms))));
        }
        assertThat(state()).isEqualTo(State.BROKEN);
    }

    @Test
    void theOrderInWhichOutputsAreReadChangesNothing() {
        List<Outgoing> outputs = windows(900, 8, START, START + 12 * MINUTE);
        outputs.addAll(windows(900, 10, START + 12 * MINUTE, START + 19 * MINUTE));
        add(outputs);
        String inOrder = guard.findings().get(0).text();
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(outputs, new Random(seed));
            RuleGuard other = new RuleGuard(0);
            other.follow(List.of(schedule(START)), WALL);
            outputs.forEach(output -> other.add(output, WALL));
            assertThat(other.findings().get(0).text()).as("seed %d", seed).isEqualTo(inOrder);
        }
    }

    @Test
    void whatAGuardHasNotReadIsNotJudged() {
        RuleGuard late = new RuleGuard(START + 5 * MINUTE);
        late.follow(List.of(schedule(START)), WALL);
        windows(900, 0, START + 5 * MINUTE, START + 14 * MINUTE).forEach(o -> late.add(o, WALL));
        assertThat(late.findings().get(0).state()).isEqualTo(State.TOO_EARLY);
        windows(10, 0, START + 15 * MINUTE, START + 16 * MINUTE).forEach(o -> late.add(o, WALL));
        assertThat(late.findings().get(0).state()).isEqualTo(State.BROKEN);
    }

    @Test
    void aRecordFromTheFutureDoesNotMoveTheTime() {
        long wall = START + 9 * MINUTE;
        windows(500, 0, START, wall).forEach(output -> guard.add(output, wall));
        guard.add(found("m/1", -1, 0, Long.MAX_VALUE), wall);
        assertThat(state()).isEqualTo(State.TOO_EARLY);
    }

    @Test
    void aRuleWhoseVersionIsNoLongerActiveIsDropped() {
        follow(schedule(START).activated(V1, START + 1, ALL).withoutShadow(V1.sha256(), START + 1));
        assertThat(guard.findings()).isEmpty();
        follow(schedule(WALL + 1));
        assertThat(guard.findings()).as("or has not begun").isEmpty();
    }

    @Test
    void aRuleThatIsMadeAgainBeginsAnew() {
        add(windows(600, 8, START, START + 11 * MINUTE));
        assertThat(state()).isEqualTo(State.BROKEN);
        follow(schedule(START + 11 * MINUTE));
        assertThat(state()).isEqualTo(State.TOO_EARLY);
    }
}
