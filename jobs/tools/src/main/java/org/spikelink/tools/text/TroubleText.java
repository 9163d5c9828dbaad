package org.spikelink.tools.text;

import java.util.Locale;
import java.util.stream.Collectors;
import org.spikelink.core.record.SensorHealth;

/** What troubles a sensor, in words. */
public final class TroubleText {
    private static final double US_PER_MS = 1000;
    private static final double PERCENT = 100;

    private TroubleText() {}

    /** All troubles of a second with their figures, {@code ok} without any. */
    public static String of(SensorHealth health) {
        return health.troubles().isEmpty()
                ? "ok"
                : health.troubles().stream()
                        .map(trouble -> of(trouble, health))
                        .collect(Collectors.joining(", "));
    }

    /** One trouble of a second with its figures. */
    public static String of(SensorHealth.Trouble trouble, SensorHealth h) {
        return switch (trouble) {
            case TIME_STEPS_BACK ->
                    text(
                            "%d steps back, up to %.3f ms",
                            h.stepsBack(), h.longestStepBackUs() / US_PER_MS);
            case MISSING_BATCHES -> text("%d batches missing", h.missing());
            case REJECTED_BATCHES -> text("%d batches rejected", h.rejected());
            case LATE -> text("%d batches late, up to %d ms", h.late(), h.latestMs());
            case HOT_PIXELS -> text("%d hot pixels", h.hotPixels());
            case SATURATED -> text("saturated");
            case EMPTY_ROWS -> text("%d empty rows", h.emptyRows());
            case ONE_POLARITY -> text("%.0f %% ON", PERCENT * h.onShare());
            case FLICKER -> text("flicker %.1f Hz", h.flickerHz());
            case EVENT_RATE -> text("%.0f events/s", h.eventRate());
        };
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
