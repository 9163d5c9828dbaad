package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.trainer.data.FrameCutter.Cut;
import org.spikelink.trainer.data.FrameCutter.End;
import org.spikelink.trainer.data.augment.AugmentOptions;
import org.spikelink.trainer.data.augment.EventAugmenter;
import org.spikelink.trainer.data.augment.ItemsByClass;
import org.spikelink.trainer.data.augment.SeriesAugmenter;
import org.spikelink.trainer.data.item.EventItem;
import org.spikelink.trainer.data.item.Item;
import org.spikelink.trainer.data.item.SeriesItem;

/** Recordings cut into sequences for a model's input; each recording is cut once. Immutable and thread-safe. */
public final class CutRecordings {
    private final List<Item> items;
    private final InputSpec input;
    private final List<Cut> cuts;

    private CutRecordings(List<Item> items, InputSpec input, List<Cut> cuts) {
        this.items = items;
        this.input = input;
        this.cuts = cuts;
    }

    /**
     * Cuts recordings.
     *
     * @param maxSteps maximum number of steps of a sequence
     * @throws org.spikelink.trainer.data.item.DataException if a recording does not fit the input
     */
    static CutRecordings of(List<Item> items, InputSpec input, int maxSteps) {
        FrameCutter cutter = new FrameCutter(input, maxSteps);
        List<Cut> cuts = items.stream().parallel().map(item -> cut(item, input, cutter)).toList();
        return new CutRecordings(items, input, cuts);
    }

    private static Cut cut(Item item, InputSpec input, FrameCutter cutter) {
        if (item instanceof EventItem events) {
            return cutter.cut(events);
        }
        SeriesItem series = (SeriesItem) item;
        Cut cut = cutter.cut(series);
        return new Cut(
                StepLabels.label(
                        cut.sequence(),
                        (InputSpec.Samples) input,
                        series.label(),
                        series.stepLabels()),
                cut.end());
    }

    /** The input of the first layer. */
    public InputSpec input() {
        return input;
    }

    /** Steps of the longest sequence. */
    public int longest() {
        return cuts.stream().mapToInt(cut -> cut.sequence().steps()).max().orElseThrow();
    }

    /** Steps of each sequence. */
    public List<Integer> lengths() {
        return cuts.stream().map(cut -> cut.sequence().steps()).toList();
    }

    /** Steps of the shortest sequence. */
    public int shortest() {
        return cuts.stream().mapToInt(cut -> cut.sequence().steps()).min().orElseThrow();
    }

    /**
     * The recordings at {@code indices}, in that order, for training or validation.
     *
     * @param maxSteps maximum number of steps of an augmented sequence
     * @param augment random changes; a recording is mixed only with recordings of this selection
     * @throws org.spikelink.trainer.data.item.DataException if the augmentation does not fit the data
     */
    List<Example> examples(int[] indices, int maxSteps, AugmentOptions augment) {
        FrameCutter cutter = new FrameCutter(input, maxSteps);
        return input instanceof InputSpec.Events events
                ? events(indices, cutter, new EventAugmenter(augment, events))
                : series(indices, cutter, augment);
    }

    private List<Example> events(int[] indices, FrameCutter cutter, EventAugmenter augmenter) {
        ItemsByClass<EventItem> others = new ItemsByClass<>(select(EventItem.class, indices));
        return IntStream.of(indices)
                .mapToObj(
                        n ->
                                (Example)
                                        new EventExample(
                                                (EventItem) items.get(n),
                                                cuts.get(n).sequence(),
                                                cutter,
                                                augmenter,
                                                others))
                .toList();
    }

    private List<Example> series(int[] indices, FrameCutter cutter, AugmentOptions augment) {
        List<SeriesItem> chosen = select(SeriesItem.class, indices);
        InputSpec.Samples samples = (InputSpec.Samples) input;
        boolean perStep = !chosen.isEmpty() && chosen.get(0).series().isPerStep();
        SeriesAugmenter augmenter = new SeriesAugmenter(augment, samples, perStep);
        ItemsByClass<SeriesItem> others = new ItemsByClass<>(chosen);
        return IntStream.of(indices)
                .mapToObj(
                        n ->
                                (Example)
                                        new SeriesExample(
                                                (SeriesItem) items.get(n),
                                                cuts.get(n).sequence(),
                                                samples,
                                                cutter,
                                                augmenter,
                                                others))
                .toList();
    }

    private <T extends Item> List<T> select(Class<T> kind, int[] indices) {
        return IntStream.of(indices).mapToObj(n -> kind.cast(items.get(n))).toList();
    }

    /** The parts of the recordings that are not used: one line for each cause. */
    public List<String> warnings(DecisionSpec decision) {
        List<String> warnings = new ArrayList<>();
        long window = count(End.WITH_THE_WINDOW);
        if (window > 0) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d recordings are longer than window-bins, %d: only their first %3$d bins are used",
                            window,
                            cuts.size(),
                            decision.windowBins()));
        }
        long silence = count(End.BEFORE_A_SILENCE);
        if (silence > 0) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d recordings have no event for more than %d bins, or their clock was set back: only"
                                    + " the part before that is used",
                            silence,
                            cuts.size(),
                            StepperOptions.DEFAULTS.maxGapBins()));
        }
        return warnings;
    }

    private long count(End end) {
        return cuts.stream().filter(cut -> cut.end() == end).count();
    }
}
