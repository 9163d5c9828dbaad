package org.spikelink.core.record;

/**
 * The predicted class of one decision window.
 *
 * @param stream the sensor's name
 * @param session the sensor's session
 * @param step number of the window's last step in the session
 * @param windowStartUs sensor time, µs
 * @param windowEndUs sensor time, µs, exclusive
 * @param classIndex index of the largest score, the lowest on a tie; -1 if the confidence was too low to answer
 * @param label the model's name of the class, empty if there is none
 * @param scores one per class, answered or not
 * @param confidence of the largest score: softmax of scores / temperature, 0..1
 * @param isFinal true for a window that was full or was decided early, false for one that was cut short
 * @param model name/version of the model that stepped
 * @param inputMs Kafka timestamp of the record that closed the window, ms
 * @param modelStep number of the session's first step under the model
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
        long inputMs,
        long modelStep)
        implements Outgoing {
    /** {@link #classIndex} of a window without an answer. */
    public static final int UNKNOWN = -1;

    /** What people are shown in place of the empty label of a window without an answer. */
    public static final String UNKNOWN_LABEL = "unknown";

    /** Whether the window was answered with a class. */
    public boolean isAnswered() {
        return classIndex != UNKNOWN;
    }

    /** The label, or {@value #UNKNOWN_LABEL} where there is none. */
    public String shownLabel() {
        return isAnswered() ? label : UNKNOWN_LABEL;
    }

    /** A class of a session that began with the model. */
    public Classification(
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
            long inputMs) {
        this(
                stream,
                session,
                step,
                windowStartUs,
                windowEndUs,
                classIndex,
                label,
                scores,
                confidence,
                isFinal,
                model,
                inputMs,
                0);
    }
}
