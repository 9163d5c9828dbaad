package org.spikelink.viewer.live;

import java.util.ArrayList;
import java.util.List;

/** What went wrong with a stream since the page's server began to read. */
final class Troubles {
    private long gaps;
    private long backSteps;
    private long rejected;
    private String lastReason = "";

    void missing(long batches) {
        gaps += batches;
    }

    void wentBack() {
        backSteps++;
    }

    void rejected(String reason) {
        rejected++;
        lastReason = reason;
    }

    long total() {
        return gaps + backSteps + rejected;
    }

    /** One line each, for instance {@code 3 batches missing}. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (gaps > 0) {
            lines.add(gaps + " batches missing");
        }
        if (backSteps > 0) {
            lines.add(backSteps + " times back in time");
        }
        if (rejected > 0) {
            lines.add(rejected + " records rejected: " + lastReason);
        }
        return lines;
    }
}
