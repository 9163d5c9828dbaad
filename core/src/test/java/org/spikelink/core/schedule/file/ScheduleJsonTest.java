package org.spikelink.core.schedule.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.schedule.Shadow;
import org.spikelink.core.schedule.StreamSelector;

class ScheduleJsonTest {
    private static final ModelVersion V1 =
            new ModelVersion("m", "1", "a".repeat(64), "file:/store/a");
    private static final ModelVersion V2 =
            new ModelVersion("m", "2", "b".repeat(64), "s3://bucket/b");

    private static ModelSchedule schedule() {
        return ModelSchedule.empty("m")
                .activated(V1, 0, new StreamSelector.All())
                .activated(V2, 5, StreamSelector.parse("percent:12.5:salt:x"))
                .activated(V1, 6, StreamSelector.parse("regex:hall-\\d+"))
                .shadowed(V2, 7, StreamSelector.parse("prefix:größe"))
                .withoutShadow(V2.sha256(), 9)
                .shadowed(V2, 10, new StreamSelector.All())
                .with(
                        new RollbackRule(
                                V2.sha256(),
                                V1.sha256(),
                                10,
                                RollbackRule.Condition.parse("agreement<0.9 for 10min")));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(ScheduleJson.read(ScheduleJson.write(schedule()))).isEqualTo(schedule());
    }

    @Test
    void theReasonOfARollbackIsKept() {
        Shadow shadow = schedule().shadows().get(1);
        ModelSchedule back =
                schedule()
                        .activated(V1, 20, new StreamSelector.All(), "too often another class")
                        .without(shadow, 20, "also \"so\"");
        ModelSchedule read = ScheduleJson.read(ScheduleJson.write(back));
        assertThat(read).isEqualTo(back);
        assertThat(read.activations().get(3).reason()).isEqualTo("too often another class");
        assertThat(read.shadows().get(1).reason()).isEqualTo("also \"so\"");
        assertThatThrownBy(() -> back.activated(V1, 21, new StreamSelector.All(), "x".repeat(501)))
                .hasMessage("activations reason must have at most 500 characters (got 501)");
    }

    @Test
    void aRuleThatAnEarlierReleaseWroteHasNoStart() {
        String json = new String(ScheduleJson.write(schedule()), StandardCharsets.UTF_8);
        String before = json.replace("\"from_ms\":10,\"agreement", "\"agreement");
        assertThat(before).isNotEqualTo(json);
        ModelSchedule read = ScheduleJson.read(before.getBytes(StandardCharsets.UTF_8));
        assertThat(read.rollbacks().get(0).fromMs()).isZero();
    }

    @Test
    void hostileRecordsAreRejectedWithTheReason() {
        String good = new String(ScheduleJson.write(schedule()), StandardCharsets.UTF_8);
        rejected("", "the document must be an object");
        rejected("{", "the record must be JSON");
        rejected("[".repeat(100_000), "the record must be JSON");
        rejected(good + "x", "the record must be JSON");
        rejected(good.replace("schedule/1", "schedule/2"), "format must be 'spikelink-schedule/1'");
        rejected(good.replace("\"revision\":8", "\"revision\":0"), "revision must be at least 1");
        rejected(good.replace("\"revision\":8", "\"revision\":8,\"revision\":8"), "Duplicate");
        rejected(good.replace("regex:hall-", "regex:(a"), "a '(' without ')'");
        rejected(good.replace("\"name\":\"m\"", "\"name\":\"m\",\"code\":1"), "code is not a key");
        rejected(good.replace("\"from_ms\":5", "\"from_ms\":5e99"), "whole number of 64 bits");
        rejected(" ".repeat(1_000_001), "at most 1000000 bytes");
        rejected(good.replace("prefix:", "\\u001b[2J"), "streams must be all, prefix:TEXT");
    }

    private static void rejected(String json, String reason) {
        assertThatThrownBy(() -> ScheduleJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ScheduleException.class)
                .hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
    }
}
