package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * The parts of a recording that a network sees from its initial state: all of it, or decision windows where the network is
 * reset after each and the recording is longer.
 */
public final class Windows {
    /** Limits of a sample; its membranes are in memory at once. */
    private static final int SAMPLE = 128;

    private static final int SAMPLE_STEPS = 20_000;

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

    /** The first window of some recordings, at least one, on which initial thresholds are fitted. */
    static List<LabelledSequence> sample(List<Example> examples, DecisionSpec decision, long seed) {
        List<LabelledSequence> sample = new ArrayList<>();
        int steps = 0;
        for (int n : Seeds.order(seed, 0, examples.size())) {
            LabelledSequence window = of(examples.get(n).sequence(), decision).get(0);
            steps += window.steps();
            if (!sample.isEmpty() && steps > SAMPLE_STEPS) {
                break;
            }
            sample.add(window);
            if (sample.size() == SAMPLE) {
                break;
            }
        }
        return sample;
    }

    private static boolean isWhole(LabelledSequence sequence, DecisionSpec decision) {
        return sequence.isPerStep()
                || !decision.resetAfterWindow()
                || sequence.steps() <= decision.windowBins();
    }
}
