package org.spikelink.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScheduleTest {
    @Test
    void warmsUpLinearlyThenFallsAlongACosine() {
        Schedule schedule = Schedule.cosine(0.4, 3);
        assertThat(schedule.at(0, 103)).isCloseTo(0.1, within(1e-12));
        assertThat(schedule.at(2, 103)).isCloseTo(0.3, within(1e-12));
        assertThat(schedule.at(3, 103)).isCloseTo(0.4, within(1e-12));
        assertThat(schedule.at(53, 103)).isCloseTo(0.2, within(1e-12));
        assertThat(schedule.at(103, 103)).isCloseTo(0, within(1e-12));
        assertThat(schedule.at(500, 103)).isCloseTo(0, within(1e-12));
    }

    @Test
    void stepsDown() {
        Schedule schedule = Schedule.step(1, 0, 10, 0.5);
        assertThat(schedule.at(9, 100)).isEqualTo(1);
        assertThat(schedule.at(10, 100)).isEqualTo(0.5);
        assertThat(schedule.at(29, 100)).isEqualTo(0.25);
    }

    @Test
    void staysWhereItIs() {
        assertThat(Schedule.constant(0.01).at(1_000_000, 10)).isEqualTo(0.01);
    }

    @Test
    void rejectsARateOfZero() {
        assertThatThrownBy(() -> Schedule.constant(0))
                .hasMessage("schedule.rate must be above 0, at most 1e9 (got 0.0)");
    }
}
