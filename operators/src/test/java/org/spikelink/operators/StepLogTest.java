package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.operators.TestModels.BIN_US;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamStepper;

class StepLogTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<String> lines = new ArrayList<>();
    private long nowNs = 17;
    private final StepLog log = new StepLog(this::add, () -> nowNs);

    private void add(Level level, String line) {
        lines.add(level + " " + line);
    }

    @Test
    void aFloodGivesFewLinesAndTheCountOfTheOthers() {
        int flood = 100_000;
        for (int n = 0; n < flood; n++) {
            nowNs += SECOND_NS / 1_000; // a thousand a second, 100 s long
            log.rejected(rejected("garbage"));
        }
        log.close();

        assertThat(lines).hasSizeLessThanOrEqualTo(StepLog.MOST_LINES * 11 + 1);
        long rejected = lines.stream().filter(line -> line.contains("event=rejected ")).count();
        assertThat(rejected + lines.stream().mapToLong(StepLogTest::suppressed).sum())
                .isEqualTo(flood);
    }

    private static long suppressed(String line) {
        return line.matches(".* (suppressed_before|count)=\\d+")
                ? Long.parseLong(line.substring(line.lastIndexOf('=') + 1))
                : 0;
    }

    @Test
    void suppressedLinesAreLoggedWhenTheirWindowEndsEvenIfNothingFollows() {
        for (int n = 0; n < StepLog.MOST_LINES + 3; n++) {
            log.rejected(rejected("garbage"));
        }
        lines.clear();
        log.reportSuppressed();
        assertThat(lines).isEmpty();

        nowNs += StepLog.WINDOW_S * SECOND_NS;
        log.reportSuppressed();
        log.reportSuppressed();
        log.close();
        assertThat(lines).containsExactly("WARN event=suppressed kind=rejected count=3");
    }

    @Test
    void oneKindsFloodLeavesRoomForAnother() {
        for (int n = 0; n < 2 * StepLog.MOST_LINES; n++) {
            log.rejected(rejected("garbage"));
        }
        lines.clear();
        log.gap(new BatchBuilder("cam").at(0));

        assertThat(lines)
                .hasSize(1)
                .allMatch(line -> line.startsWith("INFO event=gap stream=cam "));
    }

    @Test
    void aRejectedRecordIsLoggedWithItsPositionAndReason() {
        log.rejected(rejected("value must be a SensorBatch (got 7 bytes)"));

        assertThat(lines)
                .containsExactly(
                        "WARN event=rejected stream=cam-1 topic=sensors partition=3 offset=42"
                                + " error=\"value must be a SensorBatch (got 7 bytes)\"");
    }

    @Test
    void modelAndKernelAreLoggedAtTheStart() {
        Model model = TestModels.events();
        log.opened(model, KernelChoice.ofThisJvm());

        assertThat(lines)
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("INFO event=model_pinned model=")
                                        .endsWith(" sha256=" + model.sha256()),
                        line -> assertThat(line).startsWith("INFO event=kernel kind="));
    }

    @Test
    void gapsAndClockResetsAreLogged() {
        StreamStepper stepper =
                new StreamStepper(TestModels.events(), StepperOptions.DEFAULTS, log);
        BatchBuilder sensor = new BatchBuilder("cam");
        long far = 1_000 * BIN_US;
        var state = stepper.advance(null, sensor.at(far), output -> {});
        state = stepper.advance(state, sensor.at(2 * far), output -> {});
        stepper.advance(state, sensor.at(0), output -> {});

        assertThat(stepper.counters().gaps()).isEqualTo(1);
        assertThat(stepper.counters().clockResets()).isEqualTo(1);
        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("INFO event=gap stream=cam session="),
                        line -> assertThat(line).startsWith("WARN event=clock_reset stream=cam "));
    }

    private static Rejected rejected(String error) {
        return Rejected.of("cam-1", new byte[] {1}, error, new Origin("sensors", 3, 42, 1_000));
    }
}
