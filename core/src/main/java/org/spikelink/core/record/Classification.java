package org.spikelink.core.record;

/**
 * The predicted class of one decision window.
 *
 * @param stream the sensor's name
 * @param session the sensor's session
 * @param step number of the window's last step in the session
 * @param windowStartUs sensor time, µs
 * @param windowEndUs sensor time, µs, exclusive
 * @param classIndex index of the largest score, the lowest on a tie
 * @param label the model's name of the class
 * @param scores one per class
 * @param confidence softmax of the scores at {@code classIndex}, 0..1
 * @param isFinal true for a full window, false for a partial one
 * @param model name/version of the model that stepped
 * @param inputMs Kafka timestamp of the record that closed the window, ms
 */
public record Classification(
        String stream,
        long session,
        long step,
        long windowStartUs,
        long windowEndUs,
        int classIndex,
        String label,
        float[] scores,
        float confidence,
        boolean isFinal,
        String model,
        long inputMs)
        implements Outgoing {}
