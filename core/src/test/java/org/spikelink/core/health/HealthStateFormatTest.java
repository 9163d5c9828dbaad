package org.spikelink.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.health.PlainHealth.Event;

class HealthStateFormatTest {
    private final HealthMeter meter = HealthMeter.ofEvents(346, 260, HealthLimits.DEFAULTS);

    @Test
    void aStateThatIsStoredAndReadAfterEachBatchGivesTheSameReports() throws IOException {
        HealthBatches kept = new HealthBatches(meter);
        HealthBatches stored = new HealthBatches(meter);
        HealthBatches copied = new HealthBatches(meter);
        for (List<Event> batch : batches()) {
            kept.feed(batch);
            stored.feed(batch).state = read(bytes(stored.state));
            copied.feed(batch).state = copied.state.copy();
        }
        assertThat(kept.end().reports).hasSizeGreaterThan(3);
        assertThat(stored.end().reports).isEqualTo(kept.reports);
        assertThat(copied.end().reports).isEqualTo(kept.reports);
    }

    @Test
    void aStateTakesAtMostSixKilobytes() throws IOException {
        HealthBatches fed =
                new HealthBatches(HealthMeter.ofEvents(1280, 720, HealthLimits.DEFAULTS));
        for (List<Event> batch : batches()) {
            assertThat(bytes(fed.feed(batch).state)).hasSizeLessThan(6_000);
        }
    }

    @Test
    void anUnknownVersionIsRejected() {
        assertThatThrownBy(() -> read(new byte[] {9}))
                .isInstanceOf(IOException.class)
                .hasMessage("health state must be of version 1 (got 9)");
    }

    @Test
    void damagedBytesAreRejectedOrHarmless() throws IOException {
        HealthBatches fed = new HealthBatches(meter);
        List<List<Event>> batches = batches();
        batches.subList(0, 40).forEach(fed::feed);
        byte[] good = bytes(fed.state);
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 0; n < 200; n++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                HealthBatches next = new HealthBatches(meter);
                next.state = read(bad);
                next.feed(batches.get(41));
            } catch (EOFException e) {
                assertThat(e).hasNoCause();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("health state");
            }
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(IOException.class);
    }

    private static List<List<Event>> batches() {
        SplittableRandom random = new SplittableRandom(11);
        List<List<Event>> batches = new ArrayList<>();
        for (int batch = 0; batch < 150; batch++) {
            List<Event> events = new ArrayList<>();
            for (int n = 0; n < 300; n++) {
                boolean isHot = random.nextInt(3) == 0;
                events.add(
                        new Event(
                                batch * 30_000L + n * 100L,
                                isHot ? 17 : random.nextInt(346),
                                isHot ? 33 : random.nextInt(26) * 10,
                                random.nextInt(2)));
            }
            batches.add(events);
        }
        return batches;
    }

    private static byte[] bytes(HealthState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HealthStateFormat.write(state, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static HealthState read(byte[] bytes) throws IOException {
        return HealthStateFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
