package org.spikelink.tests.cluster;

import java.util.List;
import java.util.stream.IntStream;
import org.spikelink.core.record.Classification;

/**
 * What of a Classification must be the same on every path: all but {@code inputMs}.
 *
 * @param scoreBits the scores' bits: equal values need not be equal bits
 * @param confidenceBits the confidence's
 */
record ClassRow(
        String stream,
        long session,
        long step,
        long windowStartUs,
        long windowEndUs,
        int classIndex,
        String label,
        List<Integer> scoreBits,
        int confidenceBits,
        boolean isFinal,
        String model) {

    static ClassRow of(Classification found) {
        float[] scores = found.scores();
        return new ClassRow(
                found.stream(),
                found.session(),
                found.step(),
                found.windowStartUs(),
                found.windowEndUs(),
                found.classIndex(),
                found.label(),
                IntStream.range(0, scores.length)
                        .mapToObj(c -> Float.floatToRawIntBits(scores[c]))
                        .toList(),
                Float.floatToRawIntBits(found.confidence()),
                found.isFinal(),
                found.model());
    }
}
