package org.spikelink.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.trainer.data.Recorded.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.core.model.Slicing;
import org.spikelink.trainer.data.item.DataException;

final class DataSetTest {
    private static final DecisionSpec WHOLE = new DecisionSpec(1, 1, false);
    private static final InputSpec PIXELS =
            new InputSpec.Events(
                    4,
                    1,
                    1,
                    1,
                    InputSpec.Value.COUNT,
                    new Slicing.Time(100, Slicing.Origin.FIRST_EVENT));

    @TempDir Path folder;

    @Test
    void foldersAreLabelsInNumericOrder() {
        Recorded.events(folder.resolve("10/a.bin"), new int[] {1, 0, 50}, new int[] {3, 0, 260});
        Recorded.events(folder.resolve("9/b.bin"), new int[] {2, 0, 50}, new int[] {2, 0, 60});
        DataSet data = DataSet.load(folder);
        assertThat(data.labels()).containsExactly("9", "10");
        assertThat(data.classes()).containsExactly(1, 0);
        assertThat(data.sensorSize()).isEqualTo(new SensorSize(4, 1));
        List<Example> examples = data.examples(PIXELS, WHOLE);
        assertThat(text(examples.get(0).sequence())).isEqualTo("1*1||3*1");
        assertThat(text(examples.get(1).sequence())).isEqualTo("2*2");
        assertThat(examples.get(0).sequence().labels()).containsExactly(1);
    }

    @Test
    void framesHaveTheEventsThatPassTheFiltersOfTheInput() {
        Recorded.events(
                folder.resolve("1/a.bin"),
                new int[] {1, 0, 50},
                new int[] {1, 0, 60},
                new int[] {3, 0, 260});
        Recorded.events(folder.resolve("2/b.bin"), new int[] {3, 0, 0});
        DataSet data = DataSet.load(folder);
        Example example = data.examples(filtered(new FilterSpec.Refractory(100)), WHOLE).get(0);
        assertThat(text(example.sequence())).isEqualTo("1*1||3*1");
        example = data.examples(filtered(new FilterSpec.Region(3, 0, 1, 1)), WHOLE).get(0);
        assertThat(text(example.sequence())).isEqualTo("0*1");
        assertThatThrownBy(() -> data.examples(filtered(new FilterSpec.Region(0, 0, 1, 1)), WHOLE))
                .hasMessageContaining("at least one event must pass input.filters (got none)");
    }

    private static InputSpec filtered(FilterSpec filter) {
        Slicing slicing = new Slicing.Time(100, Slicing.Origin.FIRST_EVENT);
        return new InputSpec.Events(4, 1, 1, 1, InputSpec.Value.COUNT, slicing, List.of(filter));
    }

    @Test
    void aListSaysWhatIsRecordedAndAsWhat() throws IOException {
        Recorded.events(folder.resolve("a.bin"), new int[] {1, 0, 50});
        Recorded.events(folder.resolve("b.bin"), new int[] {1, 0, 50});
        Path list = Files.writeString(folder.resolve("l.csv"), "a.bin,dog\nb.bin,cat\n");
        assertThat(DataSet.load(list).labels()).containsExactly("cat", "dog");
        assertThat(DataSet.load(list).classes()).containsExactly(1, 0);
    }

    @Test
    void aWindowEndsTheSequenceIfTheModelIsResetThere() {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 0}, new int[] {3, 0, 560});
        Recorded.events(folder.resolve("b/b.bin"), new int[] {2, 0, 50});
        DataSet data = DataSet.load(folder);
        assertThat(data.examples(PIXELS, new DecisionSpec(3, 3, true)).get(0).sequence().steps())
                .isEqualTo(3);
        assertThat(data.examples(PIXELS, new DecisionSpec(3, 3, false)).get(0).sequence().steps())
                .isEqualTo(6);
    }

    @Test
    void aSilenceAtWhichTheJobResetsTheNetworkEndsTheSequence() {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 0}, new int[] {3, 0, 50_000});
        Recorded.events(folder.resolve("b/b.bin"), new int[] {2, 0, 50});
        assertThat(DataSet.load(folder).examples(PIXELS, WHOLE).get(0).sequence().steps())
                .isEqualTo(101);
    }

    @Test
    void recordingsOfWhichTheBeginningAloneIsLearnedFromAreCounted() {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 0}, new int[] {3, 0, 560});
        Recorded.events(folder.resolve("a/b.bin"), new int[] {1, 0, 0}, new int[] {3, 0, 50_000});
        Recorded.events(folder.resolve("b/c.bin"), new int[] {2, 0, 50});
        DataSet data = DataSet.load(folder);
        String silence = "1 of 3 recordings have no event for more than 100 bins";
        assertThat(warnings(data, PIXELS, new DecisionSpec(5, 5, true)))
                .containsExactly(
                        "2 of 3 recordings are longer than window-bins, 5: only their first 5 bins are used");
        assertThat(warnings(data, PIXELS, new DecisionSpec(6, 6, true)))
                .hasSize(1)
                .allMatch(w -> w.startsWith("1 of 3 recordings are longer than window-bins, 6"));
        assertThat(warnings(data, PIXELS, new DecisionSpec(101, 101, true)))
                .hasSize(1)
                .allMatch(w -> w.startsWith(silence));
        assertThat(warnings(data, PIXELS, WHOLE)).hasSize(1).allMatch(w -> w.startsWith(silence));
    }

    @Test
    void aSeriesAsLongAsTheWindowIsLearnedFromAsAWhole() {
        DataSet data =
                DataSet.load(Recorded.series(folder.resolve("x.ts"), "a: 1,2,3,4", "b: 0,0"));
        InputSpec samples = new InputSpec.Samples(1, 1000);
        assertThat(warnings(data, samples, new DecisionSpec(4, 4, true))).isEmpty();
        assertThat(warnings(data, samples, new DecisionSpec(3, 3, true)))
                .hasSize(1)
                .allMatch(w -> w.startsWith("1 of 2 recordings are longer than window-bins, 3"));
    }

    @Test
    void othersToMeasureOnAreOfTheSameClassesKindAndInput() {
        Recorded.events(folder.resolve("train/a/a.bin"), new int[] {1, 0, 50});
        Recorded.events(folder.resolve("train/b/b.bin"), new int[] {3, 0, 50});
        Recorded.events(folder.resolve("test/b/c.bin"), new int[] {2, 0, 50});
        DataSet data = DataSet.load(folder.resolve("train"));
        DataSet others = data.others(folder.resolve("test"), OpenOptions.NONE, PIXELS);
        assertThat(others.labels()).containsExactly("a", "b");
        assertThat(others.classes()).containsExactly(1);
        assertThat(others.fingerprint()).isNotEqualTo(data.fingerprint());
        Recorded.events(folder.resolve("wide/b/d.bin"), new int[] {4, 0, 50});
        assertThatThrownBy(() -> data.others(folder.resolve("wide"), OpenOptions.NONE, PIXELS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("d.bin: ");
        Recorded.events(folder.resolve("new/c/e.bin"), new int[] {1, 0, 50});
        assertThatThrownBy(() -> data.others(folder.resolve("new"), OpenOptions.NONE, PIXELS))
                .hasMessageEndingWith(
                        "c/e.bin: its label must be one of the training set, [a, b] (got 'c')");
        Path series = Recorded.series(folder.resolve("x.ts"), "a: 1,2", "b: 0,0");
        assertThatThrownBy(() -> data.others(series, OpenOptions.NONE, PIXELS))
                .hasMessageContaining(
                        "must hold recordings like the training set, events, labelled as a whole (got samples");
        Path unlabelled = folder.resolve("test/b");
        assertThatThrownBy(() -> data.others(unlabelled, OpenOptions.NONE, PIXELS))
                .hasMessageContaining("every recording must have a label");
    }

    @Test
    void seriesArePooledNormalizedAndEncodedAsTheJobDoesIt() {
        Path file = Recorded.series(folder.resolve("x.ts"), "a: 1,2,3,4,6", "b: 0,0,1,1,5");
        DataSet data = DataSet.load(file);
        InputSpec.Samples input = samples(new Pooling(2, Pooling.By.MEAN));
        assertThat(data.channels()).isEqualTo(1);
        assertThat(data.longest()).isEqualTo(5);
        assertThat(text(data.examples(input, WHOLE).get(0).sequence()))
                .isEqualTo("0*1.5|0*3.5|0*6");
        Normalization fitted = data.normalization(NormalizationKind.STANDARD, input, new int[] {0});
        assertThat(fitted.offset()).containsExactly((1.5 + 3.5 + 6) / 3);
        assertThat(data.normalization(NormalizationKind.MIN_MAX, input, data.all()))
                .isEqualTo(new Normalization(List.of(0.0), List.of(1 / 6.0)));
        assertThat(data.normalization(NormalizationKind.NONE, input, data.all()).isNone()).isTrue();
    }

    @Test
    void whatIsFittedToOnesTrainingDataDoesNotSeeTheRest() {
        Path file = Recorded.series(folder.resolve("x.ts"), "a: 1,3", "b: 100,900", "a: 1,3");
        DataSet data = DataSet.load(file);
        InputSpec.Samples input = samples(Pooling.NONE);
        assertThat(data.normalization(NormalizationKind.STANDARD, input, new int[] {0, 2}))
                .isEqualTo(new Normalization(List.of(2.0), List.of(1.0)));
    }

    @Test
    void theFingerprintDependsOnContentAndLabelsButNotOnPaths() throws IOException {
        Path first = folder.resolve("one");
        Recorded.events(first.resolve("a/a.bin"), new int[] {1, 0, 50});
        Recorded.events(first.resolve("b/b.bin"), new int[] {2, 0, 50});
        Path second = folder.resolve("two");
        Recorded.events(second.resolve("a/x.bin"), new int[] {1, 0, 50});
        Recorded.events(second.resolve("b/y.bin"), new int[] {2, 0, 50});
        String fingerprint = DataSet.load(first).fingerprint();
        assertThat(fingerprint).matches("[0-9a-f]{64}");
        assertThat(DataSet.load(second).fingerprint()).isEqualTo(fingerprint);
        Recorded.events(second.resolve("b/y.bin"), new int[] {2, 0, 51});
        assertThat(DataSet.load(second).fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void unusableTrainingDataIsRejected() {
        rejected("must hold recordings (got none)");
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 50});
        rejected("must hold at least two classes (got only 'a')");
        Recorded.events(folder.resolve("x.bin"), new int[] {1, 0, 50});
        rejected("(1 of 2 have none, the first is x.bin)");
    }

    @Test
    void aRecordingThatIsEmptyOrBrokenIsNamed() throws IOException {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 50});
        Files.createDirectories(folder.resolve("b"));
        Files.write(folder.resolve("b/b.bin"), new byte[7]);
        assertThatThrownBy(() -> DataSet.load(folder, OpenOptions.NONE.asStrict()))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("b.bin at byte 5: an N-MNIST file must hold whole events");
    }

    @Test
    void aRecordingThatCannotBeReadIsLeftOutWithAWarning() throws IOException {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 50});
        Recorded.events(folder.resolve("c/c.bin"), new int[] {1, 0, 50});
        Files.createDirectories(folder.resolve("b"));
        Files.write(folder.resolve("b/b.bin"), new byte[7]);
        DataSet set = DataSet.load(folder);
        assertThat(set.labels()).containsExactly("a", "c");
        assertThat(set.classes()).containsExactly(0, 1);
        assertThat(set.warnings().get(0))
                .startsWith("1 file skipped: 1 unreadable (")
                .contains("b.bin at byte 5: an N-MNIST file must hold whole events");
    }

    @Test
    void aValueThatIsNoNumberIsNamed() {
        Path file = Recorded.series(folder.resolve("x.ts"), "a: 1,2", "b: 0,?");
        DataSet set = DataSet.load(file);
        assertThatThrownBy(() -> set.cut(new InputSpec.Samples(1, 1000), 9))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                        "x.ts/1: the value of channel 0 at sample 1 must be finite (got NaN);"
                                + " add --missing hold or --missing interpolate");
    }

    @Test
    void recordingsOfDifferentKindsAreRejected() {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 50});
        Recorded.series(folder.resolve("b/x.ts"), "b: 1,2");
        rejected(
                "recordings must be of one kind (a/a.bin is events, labelled as a whole, b/x.ts/0");
    }

    @Test
    void anInputThatDoesNotFitTheDataIsRejected() {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 50});
        Recorded.events(folder.resolve("b/b.bin"), new int[] {4, 0, 50});
        DataSet data = DataSet.load(folder);
        assertThatThrownBy(() -> data.examples(PIXELS, WHOLE))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("b.bin: event 0: x must be 0..3 (got 4)");
        assertThatThrownBy(() -> data.examples(samples(Pooling.NONE), WHOLE))
                .hasMessage("input.kind must be events, as the recordings are (got samples)");
    }

    @Test
    void classesThatAreRareAreWarnedOfAndWeighted() {
        Path file =
                Recorded.series(
                        folder.resolve("x.ts"),
                        "a: 1",
                        "a: 2",
                        "a: 3",
                        "a: 4",
                        "a: 5",
                        "a: 6",
                        "b: 1");
        DataSet data = DataSet.load(file);
        assertThat(data.warnings())
                .containsExactly(
                        "class imbalance: 'a' has 6 recordings, 'b' only 1; consider --class-weights balanced",
                        "class 'b' has too few recordings: 1");
        assertThat(ClassBalance.weights(data.counts(data.all())))
                .containsExactly(7 / 12.0, 7 / 2.0);
    }

    private static List<String> warnings(DataSet data, InputSpec input, DecisionSpec decision) {
        return data.cut(input, decision).warnings(decision);
    }

    private static InputSpec.Samples samples(Pooling pooling) {
        return new InputSpec.Samples(1, 100, pooling, Normalization.NONE, new EncoderSpec.Direct());
    }

    private void rejected(String message) {
        assertThatThrownBy(() -> DataSet.load(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }
}
