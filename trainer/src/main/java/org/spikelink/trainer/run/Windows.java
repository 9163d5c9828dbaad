package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * The parts of a recording that a network sees from its initial state: all of it, or decision windows where the network is
 * reset after each and the recording is longer.
 */
public final class Windows {
    private static final int SAMPLE = 128;

    private Windows() {}

    /** A random window of the recording: events may fall anywhere in the windows of a sensor that never stops. */
    static LabelledSequence draw(
            LabelledSequence sequence, DecisionSpec decision, SplittableRandom random) {
        return isWhole(sequence, decision)
                ? sequence
                : sequence.part(
                        random.nextInt(sequence.steps() - decision.windowBins() + 1),
                        decision.windowBins());
    }

    /** The full windows of the recording, as the job cuts them; the recording if it has none. */
    public static List<LabelledSequence> of(LabelledSequence sequence, DecisionSpec decision) {
        if (isWhole(sequence, decision)) {
            return List.of(sequence);
        }
        List<LabelledSequence> windows = new ArrayList<>();
        int steps = decision.windowBins();
        for (int from = 0; from + steps <= sequence.steps(); from += steps) {
            windows.add(sequence.part(from, steps));
        }
        return windows;
    }

    /** The first window of some recordings, on which initial thresholds are fitted. */
    static List<LabelledSequence> sample(List<Example> examples, DecisionSpec decision, long seed) {
        return IntStream.of(Seeds.order(seed, 0, examples.size()))
                .limit(SAMPLE)
                .mapToObj(n -> of(examples.get(n).sequence(), decision).get(0))
                .toList();
    }

    private static boolean isWhole(LabelledSequence sequence, DecisionSpec decision) {
        return sequence.isPerStep()
                || !decision.resetAfterWindow()
                || sequence.steps() <= decision.windowBins();
    }
}
