package org.spikelink.tools.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

final class EventImagesTest {
    private static final long START_US = 1_700_000_000_000_000L;

    @Test
    void slicesShowWhichPolarityPrevailsWhere() {
        PlotSource source =
                source(
                        event(0, 0, 0, true),
                        event(10, 1, 0, false),
                        event(11, 1, 0, false),
                        event(12, 1, 0, true),
                        event(99, 2, 1, false));
        EventScan scan = EventScan.of(source);
        EventImages images = EventImages.counts(source, scan, 2);

        assertThat(scan).isEqualTo(new EventScan(new TimeSpan(START_US, START_US + 100), 3, 2, 5));
        assertThat(images.slices().get(1)).isEqualTo(new TimeSpan(START_US + 50, START_US + 100));
        float[] first = images.values().get(0);
        assertThat(first[0]).isPositive();
        assertThat(first[1]).isEqualTo(-1f); // the most events
        assertThat(first[0]).isLessThan(-first[1]);
        assertThat(first[5]).isZero();
        assertThat(images.values().get(1)[5]).isNegative();
        assertThat(images.values().get(1)[0]).isZero();
    }

    @Test
    void aTimeSurfaceDecaysFromEachPixelsLastEvent() {
        PlotSource source =
                source(
                        event(0, 0, 0, true),
                        event(20, 1, 0, true),
                        event(49, 1, 0, false),
                        event(99, 0, 1, true));
        List<float[]> values = EventImages.surfaces(source, EventScan.of(source), 2, 50).values();

        assertThat((double) values.get(0)[0]).isCloseTo(Math.exp(-1), within(1e-6));
        assertThat((double) values.get(0)[1]).isCloseTo(-Math.exp(-1 / 50.0), within(1e-6));
        assertThat((double) values.get(1)[0]).isCloseTo(Math.exp(-2), within(1e-6));
        assertThat((double) values.get(1)[2]).isCloseTo(Math.exp(-1 / 50.0), within(1e-6));
    }

    @Test
    void largeSensorsAreDrawnInSquaresOfPixels() {
        PlotSource source = source(event(0, 1279, 719, true), event(5, 0, 0, false));
        EventImages images = EventImages.counts(source, EventScan.of(source), 1);

        assertThat(images.columns()).isEqualTo(320);
        assertThat(images.rows()).isEqualTo(180);
        assertThat(images.values().get(0)[320 * 180 - 1]).isPositive();
        assertThat(images.values().get(0)[0]).isNegative();
    }

    @Test
    void samplesAndEmptyRecordingsAreRejected() {
        PlotSource samples = source(new Samples(new float[] {1, 2}, 2));
        assertThatThrownBy(() -> EventScan.of(samples))
                .isInstanceOf(SpikelinkException.class)
                .hasMessageContaining("dvs: this kind of picture needs events of a camera");
        assertThatThrownBy(() -> EventScan.of(source()))
                .hasMessage("dvs: there are no events to draw");
    }

    private static long event(long us, int x, int y, boolean on) {
        return PackedEvents.pack(us, x, y, on);
    }

    private static PlotSource source(long... events) {
        byte[] bytes = new byte[events.length * PackedEvents.BYTES_PER_EVENT];
        for (int n = 0; n < events.length; n++) {
            PackedEvents.put(bytes, n * PackedEvents.BYTES_PER_EVENT, events[n]);
        }
        return source(new PackedEvents(bytes));
    }

    private static PlotSource source(Payload payload) {
        Origin origin = new Origin("test", 0, 0, 0);
        SensorBatch batch =
                new SensorBatch(
                        "dvs",
                        0,
                        0,
                        START_US,
                        SensorBatch.NO_UNTIL,
                        true,
                        payload,
                        origin,
                        new byte[0]);
        return PlotSource.of("dvs", List.of(batch));
    }
}
