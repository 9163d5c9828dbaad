package org.spikelink.viewer.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.core.record.SensorHealth;

/** The latest second of a sensor in words. */
final class Hints {
    private static final int PIXELS = 3;

    private Hints() {}

    static List<String> of(SensorHealth health) {
        List<String> lines = new ArrayList<>();
        StringBuilder pixels = new StringBuilder().append(health.hotPixels()).append(" hot pixels");
        health.worstPixels().stream()
                .limit(PIXELS)
                .forEach(
                        pixel ->
                                pixels.append(
                                        String.format(
                                                Locale.ROOT,
                                                ", (%d, %d) with %d events",
                                                pixel.x(),
                                                pixel.y(),
                                                pixel.events())));
        lines.add(pixels.toString());
        if (health.flickerHz() > 0) {
            lines.add(String.format(Locale.ROOT, "flicker at %.0f Hz", health.flickerHz()));
        }
        lines.add(health.missing() + " batches missing, " + health.late() + " late");
        return lines;
    }
}
