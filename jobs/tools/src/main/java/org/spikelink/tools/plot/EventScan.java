package org.spikelink.tools.plot;

import java.util.function.Consumer;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * The extent of a sensor's events.
 *
 * @param span from the first event to after the last one
 * @param width of the sensor, pixels; without one stated, of the smallest that has all events
 * @param height of the sensor, pixels
 * @param events number of events
 */
record EventScan(TimeSpan span, int width, int height, long events) {

    /** Takes the events of a batch. */
    @FunctionalInterface
    interface Use {
        void event(long tUs, int x, int y, boolean on);
    }

    /**
     * Reads all events.
     *
     * @throws SpikelinkException if there are none, or samples
     */
    static EventScan of(PlotSource source) {
        long[] extent = {Long.MAX_VALUE, Long.MIN_VALUE, 0, 0, 0};
        forEach(
                source,
                (tUs, x, y, on) -> {
                    extent[0] = Math.min(extent[0], tUs);
                    extent[1] = Math.max(extent[1], tUs);
                    extent[2] = Math.max(extent[2], x + 1L);
                    extent[3] = Math.max(extent[3], y + 1L);
                    extent[4]++;
                });
        if (extent[4] == 0) {
            throw new SpikelinkException(
                    Printable.of(source.name()) + ": there are no events to draw");
        }
        source.sensor()
                .ifPresent(
                        size -> {
                            extent[2] = Math.max(extent[2], size.width());
                            extent[3] = Math.max(extent[3], size.height());
                        });
        return new EventScan(
                new TimeSpan(extent[0], extent[1] + 1),
                (int) extent[2],
                (int) extent[3],
                extent[4]);
    }

    /** The same sensor over another span. */
    EventScan over(TimeSpan other) {
        return new EventScan(other, width, height, events);
    }

    /** Reads all events, in order. */
    static void forEach(PlotSource source, Use use) {
        source.forEach(events(source, use));
    }

    private static Consumer<SensorBatch> events(PlotSource source, Use use) {
        return batch -> {
            if (!(batch.payload() instanceof PackedEvents events)) {
                throw new SpikelinkException(
                        "%s: this kind of picture needs events of a camera, not samples; --kind events draws its channels"
                                .formatted(Printable.of(source.name())));
            }
            for (int n = 0; n < events.count(); n++) {
                long packed = events.get(n);
                use.event(
                        batch.startUs() + PackedEvents.offsetUs(packed),
                        PackedEvents.x(packed),
                        PackedEvents.y(packed),
                        PackedEvents.on(packed) == 1);
            }
        };
    }
}
