package org.spikelink.viewer.live;

import java.util.List;
import java.util.Map;
import org.spikelink.core.record.Classification;

/**
 * One stream at one moment.
 *
 * @param facts of it
 * @param troubles what went wrong, one line each
 * @param health what the job measured in the latest second, one line each; empty if it does not
 * @param labels the model's classes seen so far, by index
 * @param classes its classifications since the last message
 */
public record StreamMessage(
        Facts facts,
        List<String> troubles,
        List<String> health,
        Map<Integer, String> labels,
        List<Classification> classes) {}
