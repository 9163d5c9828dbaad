package org.spikelink.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelScheduleTest {
    private static final StreamSelector ALL = new StreamSelector.All();
    private static final ModelVersion V1 = version("1", 'a');
    private static final ModelVersion V2 = version("2", 'b');
    private static final ModelVersion V3 = version("3", 'c');

    private static ModelVersion version(String version, char digit) {
        return new ModelVersion(
                "m", version, String.valueOf(digit).repeat(64), "file:/store/" + version);
    }

    @Test
    void aStreamThatNoActivationSelectsKeepsItsModel() {
        ModelSchedule schedule =
                ModelSchedule.empty("m").activated(V1, 10, StreamSelector.parse("prefix:hall"));
        assertThat(schedule.activeFor("hall-1", 9)).isEmpty();
        assertThat(schedule.activeFor("hall-1", 10)).contains(V1);
        assertThat(schedule.activeFor("door-1", 10)).isEmpty();
    }

    @Test
    void theActivationThatBeganLastWinsWhateverTheOrderOfTheList() {
        ModelSchedule schedule =
                ModelSchedule.empty("m").activated(V2, 20, ALL).activated(V1, 10, ALL);
        assertThat(schedule.activeFor("s", 15)).contains(V1);
        assertThat(schedule.activeFor("s", 20)).contains(V2);
    }

    @Test
    void ofTwoActivationsAtTheSameTimeTheLastOfTheListWins() {
        ModelSchedule schedule =
                ModelSchedule.empty("m").activated(V1, 10, ALL).activated(V2, 10, ALL);
        assertThat(schedule.activeFor("s", 10)).contains(V2);
    }

    @Test
    void anActivationOfAllStreamsEndsTheCanaryBeforeIt() {
        ModelSchedule schedule =
                ModelSchedule.empty("m")
                        .activated(V1, 0, ALL)
                        .activated(V2, 10, StreamSelector.parse("prefix:a"))
                        .activated(V3, 20, ALL);
        assertThat(schedule.activeFor("a", 19)).contains(V2);
        assertThat(schedule.activeFor("b", 19)).contains(V1);
        assertThat(schedule.activeFor("a", 20)).contains(V3);
    }

    @Test
    void shadowsRunBesideAnotherVersionUntilTheyAreEnded() {
        ModelSchedule schedule =
                ModelSchedule.empty("m")
                        .activated(V1, 0, ALL)
                        .shadowed(V2, 10, ALL)
                        .shadowed(V1, 10, ALL)
                        .withoutShadow(V2.sha256(), 30);
        assertThat(schedule.shadowsFor("s", 9)).isEmpty();
        assertThat(schedule.shadowsFor("s", 10)).containsExactly(V2);
        assertThat(schedule.shadowsFor("s", 30)).isEmpty();
    }

    @Test
    void aPercentageSelectsThatShareOfStreamsAndAlargerOneContainsIt() {
        StreamSelector ten = StreamSelector.parse("percent:10:v2");
        StreamSelector twenty = StreamSelector.parse("percent:20:v2");
        List<String> streams = IntStream.range(0, 10_000).mapToObj(n -> "camera-" + n).toList();
        List<String> selected = streams.stream().filter(ten::selects).toList();
        assertThat(selected.size()).isBetween(900, 1_100);
        assertThat(selected).allMatch(twenty::selects);
        assertThat(streams).allMatch(StreamSelector.parse("percent:100:x")::selects);
    }

    @Test
    void theHashOfAStreamNeverChanges() {
        assertThat(StreamHash.slot("v2", "camera-1", 10_000)).isEqualTo(7049);
        assertThat(StreamHash.slot("v2", "größe", 10_000)).isEqualTo(4340);
    }

    @Test
    void rulesThatDecideNothingAnyMoreAreLeftOut() {
        ModelSchedule schedule =
                ModelSchedule.empty("m")
                        .activated(V1, 0, ALL)
                        .shadowed(V3, 5, ALL)
                        .withoutShadow(V3.sha256(), 8)
                        .activated(V2, 10, ALL)
                        .with(
                                new RollbackRule(
                                        V2.sha256(),
                                        V1.sha256(),
                                        10,
                                        RollbackRule.Condition.parse("agreement<0.9 for 1min")));
        assertThat(schedule.since(5)).isEqualTo(schedule);
        ModelSchedule later = schedule.since(10);
        assertThat(later.versions()).containsExactly(V2);
        assertThat(later.activations()).hasSize(1);
        assertThat(later.shadows()).isEmpty();
        assertThat(later.rollbacks()).isEmpty();
        assertThat(later.revision()).isEqualTo(schedule.revision() + 1);
    }

    @Test
    void rollbackRulesAreReadAndWritten() {
        RollbackRule.Condition condition = RollbackRule.Condition.parse("agreement<0.9 for 10min");
        assertThat(condition.below()).isEqualTo(0.9);
        assertThat(condition.time()).hasMinutes(10);
        for (String text :
                List.of(
                        "agreement<0.9 for 10min",
                        "agreement<1 for 1s",
                        "agreement<0.000001 for 90s",
                        "agreement<0.75 for 12h",
                        "agreement<0.5 for 31d")) {
            assertThat(RollbackRule.Condition.parse(text).text()).isEqualTo(text);
        }
        assertThat(RollbackRule.Condition.parse(" agreement < 0.90 for 600 s ").text())
                .isEqualTo("agreement<0.9 for 10min");
    }

    @Test
    void badRollbackRulesAreRejectedWithTheReason() {
        for (String text :
                List.of(
                        "",
                        "latency<1 for 1s",
                        "agreement>0.9 for 10min",
                        "agreement<90% for 10min",
                        "agreement<0.9",
                        "agreement<0.9 for 10",
                        "agreement<0.9 for -1s",
                        "agreement<0.9 for 1.5h",
                        "agreement<0.9 for 9999999d",
                        "agreement<NaN for 1s")) {
            assertThatThrownBy(() -> RollbackRule.Condition.parse(text))
                    .as(text)
                    .isInstanceOf(ScheduleException.class)
                    .hasMessageContaining("agreement<0.9 for 10min")
                    .hasMessageContaining("(got '" + text + "')");
        }
        rejected("agreement<0 for 1s", "over 0 and at most 1 (got 0.0)");
        rejected("agreement<1.1 for 1s", "over 0 and at most 1 (got 1.1)");
        rejected("agreement<0.9 for 0s", "1s to 31d (got PT0S)");
        rejected("agreement<0.9 for 32d", "1s to 31d (got PT768H)");
        RollbackRule.Condition condition = RollbackRule.Condition.parse("agreement<0.9 for 1s");
        assertThatThrownBy(() -> new RollbackRule(V1.sha256(), V1.sha256(), 0, condition))
                .hasMessageContaining("must be another version");
    }

    private static void rejected(String rule, String reason) {
        assertThatThrownBy(() -> RollbackRule.Condition.parse(rule))
                .isInstanceOf(ScheduleException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsInconsistentIsRejected() {
        assertThatThrownBy(
                        () ->
                                new ModelSchedule(
                                        "m",
                                        1,
                                        List.of(),
                                        List.of(new Activation(V1.sha256(), 0, ALL)),
                                        List.of(),
                                        List.of()))
                .hasMessageContaining("activations must name a sha256 of versions");
        assertThatThrownBy(
                        () ->
                                new ModelSchedule(
                                        "other", 1, List.of(V1), List.of(), List.of(), List.of()))
                .hasMessageContaining("versions must be of model 'other' (got 'm')");
        assertThatThrownBy(() -> StreamSelector.parse("percent:0:x"))
                .hasMessageContaining("0.01..100");
        assertThatThrownBy(() -> StreamSelector.parse("everything"))
                .hasMessageContaining("streams must be all, prefix:TEXT");
        assertThatThrownBy(() -> new ModelVersion("m", "1", "ABC", "file:/x"))
                .hasMessageContaining("64 hexadecimal digits");
    }
}
