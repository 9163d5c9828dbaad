package org.spikelink.tools.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.registry.Registry;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.schedule.file.ScheduleJson;

class RolloutTest {
    private static final StreamSelector ALL = new StreamSelector.All();
    private static final List<String> STREAMS =
            IntStream.range(0, 1_000).mapToObj(n -> "camera-" + n).toList();
    private static final long HOUR = 3_600_000;

    private final Registry registry = new Registry();
    private long nowMs = 1_000 * HOUR;

    RolloutTest() {
        publish("1", 'a');
        publish("2", 'b');
        publish("3", 'c');
    }

    private void publish(String version, char digit) {
        publish(version, digit, 10);
    }

    private void publish(String version, char digit, int binMs) {
        String json =
                """
                {"format":"spikelink-model/1","name":"m","version":"%s","sha256":"%s","uri":"file:/s",
                 "bytes":1,"published_ms":1,"arithmetic":1,"document":{"input":{"bins":%d}}}"""
                        .formatted(version, String.valueOf(digit).repeat(64), binMs);
        assertThat(registry.add(("m@" + version).getBytes(UTF_8), json.getBytes(UTF_8), "test"))
                .isEmpty();
    }

    private static ModelReference m(String version) {
        return new ModelReference("m", version);
    }

    private List<String> change(Function<Rollout, Rollout.Change> change) {
        Rollout.Change changed = change.apply(new Rollout(registry, nowMs));
        byte[] json = ScheduleJson.write(changed.schedule());
        assertThat(registry.add("m".getBytes(UTF_8), json, "test")).isEmpty();
        return changed.lines();
    }

    private ModelSchedule schedule() {
        return registry.schedule("m").orElseThrow();
    }

    private String active(String stream) {
        return schedule().activeFor(stream, nowMs).map(ModelVersion::version).orElse("none");
    }

    private long streamsOf(String version) {
        return STREAMS.stream().filter(s -> active(s).equals(version)).count();
    }

    @Test
    void aVersionThatIsActivatedLaterIsAnnounced() {
        change(r -> r.activate(m("2"), nowMs + HOUR, ALL));
        assertThat(change(r -> r.activate(m("1"), nowMs, ALL)))
                .containsExactly(
                        "m@1 is active for all streams from now on",
                        "m/2 follows for all streams from 1970-02-11T17:00:00Z");
        assertThat(active("s")).isEqualTo("1");
        nowMs += HOUR;
        assertThat(active("s")).isEqualTo("2");
    }

    @Test
    void aCanaryTakesItsShareAndTheOthersStay() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        change(r -> r.canary(m("2"), "10", nowMs, false));
        assertThat(streamsOf("2")).isBetween(60L, 140L);
        assertThat(streamsOf("1")).isEqualTo(1_000 - streamsOf("2"));
    }

    @Test
    void aCanaryCanGrowAndShrink() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        change(r -> r.canary(m("2"), "10", nowMs, false));
        List<String> first = STREAMS.stream().filter(s -> active(s).equals("2")).toList();
        nowMs++;
        change(r -> r.canary(m("2"), "50", nowMs, false));
        assertThat(streamsOf("2")).isBetween(420L, 580L);
        assertThat(first).allMatch(s -> active(s).equals("2"));
        nowMs++;
        change(r -> r.canary(m("2"), "5", nowMs, false));
        assertThat(streamsOf("2")).isBetween(20L, 90L);
        assertThat(streamsOf("1")).isEqualTo(1_000 - streamsOf("2"));
    }

    @Test
    void theOnlyCanaryIsPromoted() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        assertThatThrownBy(() -> change(r -> r.promote("m", Optional.empty(), nowMs)))
                .hasMessage("m has 0 canaries: name the version to promote as m@VERSION");
        nowMs++;
        change(r -> r.canary(m("2"), "10", nowMs, false));
        nowMs++;
        assertThat(change(r -> r.promote("m", Optional.empty(), nowMs)))
                .containsExactly("m/2 is active for all streams from now on");
        assertThat(streamsOf("2")).isEqualTo(1_000);
    }

    @Test
    void rollingBackEndsACanaryFirst() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        change(r -> r.activate(m("2"), nowMs, ALL));
        nowMs++;
        change(r -> r.canary(m("3"), "50", nowMs, false));
        change(r -> r.activate(m("3"), nowMs + HOUR, ALL));
        nowMs++;
        assertThat(change(r -> r.rollback("m", Optional.empty())))
                .containsExactly(
                        "m/3 is no longer active for 50 % of the streams",
                        "m/2 is active for all streams from now on");
        assertThat(streamsOf("2")).isEqualTo(1_000);
        nowMs++;
        change(r -> r.rollback("m", Optional.empty()));
        assertThat(streamsOf("1")).isEqualTo(1_000);
        nowMs += 2 * HOUR;
        assertThat(streamsOf("1")).isEqualTo(1_000);
    }

    private List<String> shadows(String stream) {
        return schedule().shadowsFor(stream, nowMs).stream().map(ModelVersion::version).toList();
    }

    @Test
    void aShadowRunsUntilItIsEndedOrActive() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        assertThat(change(r -> r.shadow(m("2"), nowMs, ALL)))
                .containsExactly("m@2 is a shadow of all streams from now on");
        change(r -> r.shadow(m("3"), nowMs, StreamSelector.parse("prefix:camera-7")));
        assertThat(shadows("camera-7")).containsExactly("2", "3");
        assertThat(shadows("camera-1")).containsExactly("2");
        assertThat(active("camera-1")).isEqualTo("1");
        nowMs++;
        change(r -> r.shadow(m("2"), nowMs, "10"));
        assertThat(STREAMS.stream().filter(s -> shadows(s).contains("2")).count())
                .isBetween(60L, 140L);
        assertThat(change(r -> r.endShadow(m("3"), nowMs)))
                .containsExactly("m@3 is no shadow from now on");
        assertThat(shadows("camera-7")).doesNotContain("3");
        assertThatThrownBy(() -> change(r -> r.endShadow(m("3"), nowMs)))
                .hasMessage("m@3 is no shadow: see spikelink models status");
        nowMs++;
        change(r -> r.activate(m("2"), nowMs, ALL));
        nowMs++;
        change(r -> r.activate(m("1"), nowMs, ALL));
        assertThat(STREAMS).allMatch(s -> shadows(s).isEmpty());
        assertThatThrownBy(() -> change(r -> r.shadow(m("1"), nowMs, ALL)))
                .hasMessageContaining("m@1 is active for all streams already");
    }

    @Test
    void aShadowMustTakeTheSameBins() {
        publish("4", 'd', 20);
        change(r -> r.activate(m("1"), nowMs, ALL));
        assertThatThrownBy(() -> change(r -> r.shadow(m("4"), nowMs, ALL)))
                .hasMessageContaining("the same input")
                .hasMessageContaining("that of m/4 differs from that of m/1");
        assertThatThrownBy(() -> change(r -> r.canary(m("4"), "10", nowMs, true)))
                .hasMessageContaining("the same input");
        change(r -> r.canary(m("4"), "10", nowMs, false));
    }

    @Test
    void aCanaryIsComparedWithTheVersionBesideItUntilItEnds() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        assertThat(change(r -> r.canary(m("2"), "10", nowMs, true)))
                .containsExactly(
                        "m@2 is active for 10 % of the streams from now on; m/1 stays for the others",
                        "m/1 is their shadow");
        for (String stream : STREAMS) {
            assertThat(shadows(stream))
                    .isEqualTo(active(stream).equals("2") ? List.of("1") : List.of());
        }
        nowMs++;
        change(r -> r.canary(m("2"), "50", nowMs, true));
        assertThat(STREAMS.stream().filter(s -> shadows(s).contains("1")).count())
                .isEqualTo(streamsOf("2"));
        nowMs++;
        change(r -> r.promote("m", Optional.empty(), nowMs));
        assertThat(STREAMS).allMatch(s -> shadows(s).isEmpty());
        nowMs++;
        change(r -> r.canary(m("3"), "50", nowMs, true));
        nowMs++;
        change(r -> r.rollback("m", Optional.empty()));
        assertThat(STREAMS).allMatch(s -> shadows(s).isEmpty());
        assertThat(streamsOf("2")).isEqualTo(1_000);
    }

    @Test
    void rollingBackToAVersionThatWasReplacedLongAgoNeedsItsName() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        change(r -> r.activate(m("2"), nowMs, ALL));
        nowMs += 50 * HOUR;
        assertThatThrownBy(() -> change(r -> r.rollback("m", Optional.empty())))
                .isInstanceOf(ScheduleException.class)
                .hasMessageContaining("name one with --to");
        change(r -> r.rollback("m", Optional.of("1")));
        assertThat(streamsOf("1")).isEqualTo(1_000);
    }

    private static Optional<RollbackRule.Condition> rule(String text) {
        return Optional.of(RollbackRule.Condition.parse(text));
    }

    private List<String> takeBack() {
        RollbackRule rule = schedule().rollbacks().get(0);
        nowMs++;
        return change(r -> r.takeBack("m", rule, "version 2: agreement 0.5"));
    }

    @Test
    void aCanaryWithARuleIsComparedAndTakenBack() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        assertThat(
                        change(
                                r ->
                                        r.canary(
                                                m("2"),
                                                "10",
                                                nowMs,
                                                false,
                                                rule("agreement<0.9 for 10min"))))
                .containsExactly(
                        "m@2 is active for 10 % of the streams from now on; m/1 stays for the others",
                        "m/1 is their shadow",
                        "m/2 is taken back to m/1 if agreement<0.9 for 10min, while spikelink models guard runs");
        assertThat(schedule().rollbacks().get(0).fromMs()).isEqualTo(nowMs);
        nowMs++;
        assertThat(change(r -> r.canary(m("2"), "50", nowMs, false)))
                .as("a larger canary keeps the rule, and is compared")
                .contains("m/1 is their shadow");
        change(r -> r.promote("m", Optional.of("2"), nowMs + HOUR));
        assertThat(schedule().rollbacks()).as("until it is promoted").hasSize(1);
        assertThat(takeBack())
                .containsExactly(
                        "m/2 is no longer active for 50 % of the streams",
                        "m/1 is active for all streams from now on");
        assertThat(schedule().rollbacks()).isEmpty();
        nowMs += 2 * HOUR;
        assertThat(streamsOf("1")).isEqualTo(1_000);
        assertThat(STREAMS).allMatch(s -> shadows(s).isEmpty());
        assertThat(TakenBack.of(schedule(), 0))
                .extracting(TakenBack::text)
                .containsExactly(
                        "m/1 is active for all streams since 1970-02-11T16:00:00.003Z by a rollback rule: version 2: agreement 0.5");
        assertThat(TakenBack.of(schedule(), nowMs)).isEmpty();
    }

    @Test
    void aRuleTakesNoOtherVersionsCanaryBack() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        change(r -> r.canary(m("2"), "10", nowMs, false, rule("agreement<0.9 for 10min")));
        change(r -> r.activate(m("3"), nowMs, StreamSelector.parse("prefix:camera-99")));
        takeBack();
        assertThat(streamsOf("2")).isZero();
        assertThat(active("camera-99")).isEqualTo("3");
        assertThat(STREAMS).allMatch(s -> shadows(s).isEmpty());
    }

    @Test
    void anActivationWithARuleRunsTheVersionBeforeAsAShadowUntilItEnds() {
        assertThatThrownBy(
                        () ->
                                change(
                                        r ->
                                                r.activate(
                                                        m("1"),
                                                        nowMs,
                                                        ALL,
                                                        rule("agreement<1 for 1s"))))
                .hasMessageContaining("no version of m is active for all streams");
        change(r -> r.activate(m("1"), nowMs, ALL));
        assertThatThrownBy(
                        () ->
                                change(
                                        r ->
                                                r.activate(
                                                        m("1"),
                                                        nowMs,
                                                        ALL,
                                                        rule("agreement<1 for 1s"))))
                .hasMessageContaining("a rollback rule needs another version to go back to");
        nowMs++;
        change(r -> r.activate(m("2"), nowMs, ALL, rule("agreement<0.9 for 10min")));
        assertThat(streamsOf("2")).isEqualTo(1_000);
        assertThat(shadows("camera-1")).containsExactly("1");
        takeBack();
        assertThat(streamsOf("1")).isEqualTo(1_000);
        nowMs++;
        change(r -> r.canary(m("3"), "50", nowMs, false));
        assertThat(STREAMS).as("its shadow has ended").allMatch(s -> shadows(s).isEmpty());

        nowMs++;
        change(r -> r.activate(m("2"), nowMs, ALL, rule("agreement<0.9 for 10min")));
        nowMs++;
        change(r -> r.activate(m("3"), nowMs, ALL));
        assertThat(schedule().rollbacks()).as("another version was activated").isEmpty();
        assertThat(shadows("camera-1")).isEmpty();
    }

    @Test
    void aShadowWithARuleEnds() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        change(r -> r.shadow(m("2"), nowMs, ALL, rule("agreement<0.9 for 10min")));
        assertThat(takeBack()).containsExactly("m/2 is no shadow from now on");
        assertThat(shadows("camera-1")).isEmpty();
        assertThat(streamsOf("1")).isEqualTo(1_000);
        assertThat(TakenBack.of(schedule(), 0).get(0).text())
                .startsWith("m/2 is no shadow since ")
                .endsWith(" by a rollback rule: version 2: agreement 0.5");
        nowMs++;
        change(r -> r.shadow(m("2"), nowMs, ALL, rule("agreement<0.9 for 10min")));
        change(r -> r.endShadow(m("2"), nowMs));
        assertThat(schedule().rollbacks()).isEmpty();
    }

    @Test
    void aRuleActsOnce() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        change(r -> r.canary(m("2"), "10", nowMs, false, rule("agreement<0.9 for 10min")));
        RollbackRule rule = schedule().rollbacks().get(0);
        takeBack();
        assertThatThrownBy(() -> change(r -> r.takeBack("m", rule, "again")))
                .hasMessage(
                        "the rule agreement<0.9 for 10min of m/2 is no longer in the schedule of m");
    }

    @Test
    void aVersionThatWasNotPublishedNeverEntersTheSchedule() {
        assertThatThrownBy(() -> change(r -> r.activate(m("9"), nowMs, ALL)))
                .hasMessageContaining("m@9 has not been published");
        assertThatThrownBy(() -> change(r -> r.canary(m("2"), "10", nowMs, false)))
                .hasMessageContaining("no version of m is active for all streams");
        assertThat(registry.schedule("m")).isEmpty();
    }

    @Test
    void rulesAreShownWithTheirState() {
        change(r -> r.activate(m("1"), nowMs, ALL));
        nowMs++;
        change(r -> r.canary(m("2"), "10", nowMs, false));
        change(r -> r.activate(m("3"), nowMs + HOUR, StreamSelector.parse("prefix:a")));
        assertThat(RuleRow.of(schedule(), nowMs))
                .extracting(row -> row.version() + " " + row.state())
                .containsExactly("1 active", "2 canary", "3 scheduled");
    }
}
