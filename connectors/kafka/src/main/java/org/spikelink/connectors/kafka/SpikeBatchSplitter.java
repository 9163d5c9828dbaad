package org.spikelink.connectors.kafka;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.record.SpikeBatch;

/**
 * Cuts spike batches that no broker of default settings would take: a batch may close thousands of bins at once, and a
 * record too large would fail the job. Cut pieces follow each other without a gap in step numbers. Only a single step of
 * more than {@value #MAX_BYTES} / {@value #BYTES_PER_NEURON} spikes stays larger.
 */
public final class SpikeBatchSplitter {
    /** Most that a piece takes as a Kafka value in either format, in bytes, its names not counted. */
    static final int MAX_BYTES = 900_000;

    static final int BYTES_PER_NEURON = 11; // ten digits and a comma: JSON, the longer of the two
    private static final int BYTES_PER_LAYER = 40;
    private static final int BYTES_PER_STEP = 90;

    private SpikeBatchSplitter() {}

    /** The batch in pieces that are small enough; the batch itself where it is. */
    public static List<SpikeBatch> split(SpikeBatch batch) {
        List<SpikeBatch> pieces = new ArrayList<>(1);
        int first = 0;
        long bytes = 0;
        for (int i = 0; i < batch.steps().size(); i++) {
            long more = bytes(batch.steps().get(i));
            if (i > first && bytes + more > MAX_BYTES) {
                pieces.add(piece(batch, first, i));
                first = i;
                bytes = 0;
            }
            bytes += more;
        }
        pieces.add(first == 0 ? batch : piece(batch, first, batch.steps().size()));
        return pieces;
    }

    private static long bytes(SpikeBatch.Step step) {
        long bytes = BYTES_PER_STEP;
        for (int[] neurons : step.neurons()) {
            bytes += BYTES_PER_LAYER + (long) BYTES_PER_NEURON * neurons.length;
        }
        return bytes;
    }

    private static SpikeBatch piece(SpikeBatch batch, int from, int to) {
        return new SpikeBatch(
                batch.stream(),
                batch.session(),
                batch.firstStep() + from,
                batch.model(),
                batch.inputMs(),
                batch.layers(),
                batch.steps().subList(from, to));
    }
}
