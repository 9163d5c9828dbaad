package org.spikelink.evaluation;

import org.spikelink.core.record.Classification;

/**
 * The decision of a recording's last window.
 *
 * @param confidence softmax of the window's scores at its class, 0..1
 * @param windowStartUs sensor time, µs
 * @param windowEndUs sensor time, µs, exclusive
 * @param windows number of decided windows of the recording
 */
public record Decision(float confidence, long windowStartUs, long windowEndUs, int windows) {

    static Decision of(Classification last, int windows) {
        return new Decision(last.confidence(), last.windowStartUs(), last.windowEndUs(), windows);
    }
}
