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
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.core.model.Slicing;

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
    void aListSaysWhatIsRecordedAndAsWhat() throws IOException {
        Recorded.events(folder.resolve("a.bin"), new int[] {1, 0, 50});
        Recorded.events(folder.resolve("b.bin"), new int[] {1, 0, 50});
        Path list = Files.writeString(folder.resolve("l.csv"), "a.bin,dog\nb.bin,cat\n");
        assertThat(DataSet.load(list).labels()).containsExactly("cat", "dog");
        assertThat(DataSet.load(list).classes()).containsExactly(1, 0);
    }

    @Test
    void aWindowEndsTheSequenceWhereTheModelStartsAnew() {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 0}, new int[] {3, 0, 560});
        Recorded.events(folder.resolve("b/b.bin"), new int[] {2, 0, 50});
        DataSet data = DataSet.load(folder);
        assertThat(data.examples(PIXELS, new DecisionSpec(3, 3, true)).get(0).sequence().steps())
                .isEqualTo(3);
        assertThat(data.examples(PIXELS, new DecisionSpec(3, 3, false)).get(0).sequence().steps())
                .isEqualTo(6);
    }

    @Test
    void aSilenceAtWhichTheJobStartsAnewEndsTheSequence() {
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
        String silence = "1 of 3 recordings fall silent for more than 100 bins";
        assertThat(data.warnings(PIXELS, new DecisionSpec(5, 5, true)))
                .containsExactly(
                        "2 of 3 recordings are longer than window-bins, 5: only their beginning is learned from");
        assertThat(data.warnings(PIXELS, new DecisionSpec(6, 6, true)))
                .hasSize(1)
                .allMatch(w -> w.startsWith("1 of 3 recordings are longer than window-bins, 6"));
        assertThat(data.warnings(PIXELS, new DecisionSpec(101, 101, true)))
                .hasSize(1)
                .allMatch(w -> w.startsWith(silence));
        assertThat(data.warnings(PIXELS, WHOLE)).hasSize(1).allMatch(w -> w.startsWith(silence));
    }

    @Test
    void aSeriesAsLongAsTheWindowIsLearnedFromAsAWhole() {
        DataSet data =
                DataSet.load(Recorded.series(folder.resolve("x.ts"), "a: 1,2,3,4", "b: 0,0"));
        InputSpec samples = new InputSpec.Samples(1, 1000);
        assertThat(data.warnings(samples, new DecisionSpec(4, 4, true))).isEmpty();
        assertThat(data.warnings(samples, new DecisionSpec(3, 3, true)))
                .hasSize(1)
                .allMatch(w -> w.startsWith("1 of 2 recordings are longer than window-bins, 3"));
    }

    @Test
    void othersToMeasureOnAreOfTheSameClassesKindAndInput() {
        Recorded.events(folder.resolve("train/a/a.bin"), new int[] {1, 0, 50});
        Recorded.events(folder.resolve("train/b/b.bin"), new int[] {3, 0, 50});
        Recorded.events(folder.resolve("test/b/c.bin"), new int[] {2, 0, 50});
        DataSet data = DataSet.load(folder.resolve("train"));
        DataSet others = data.others(folder.resolve("test"), PIXELS);
        assertThat(others.labels()).containsExactly("a", "b");
        assertThat(others.classes()).containsExactly(1);
        assertThat(others.fingerprint()).isNotEqualTo(data.fingerprint());
        Recorded.events(folder.resolve("wide/b/d.bin"), new int[] {4, 0, 50});
        assertThatThrownBy(() -> data.others(folder.resolve("wide"), PIXELS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("d.bin: ");
        Recorded.events(folder.resolve("new/c/e.bin"), new int[] {1, 0, 50});
        assertThatThrownBy(() -> data.others(folder.resolve("new"), PIXELS))
                .hasMessageEndingWith(
                        "c/e.bin: its label must be one of those learned from, [a, b] (got 'c')");
        Path series = Recorded.series(folder.resolve("x.ts"), "a: 1,2", "b: 0,0");
        assertThatThrownBy(() -> data.others(series, PIXELS))
                .hasMessageContaining(
                        "must hold what is learned from, events, labelled as a whole (got samples");
        Path unlabelled = folder.resolve("test/b");
        assertThatThrownBy(() -> data.others(unlabelled, PIXELS))
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
    void theFingerprintTellsContentAndLabelsButNotPlaces() throws IOException {
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
    void dataThatNothingCanBeLearnedFromIsRefused() {
        refused("must hold recordings (got none)");
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 50});
        refused("must hold at least two classes (got only 'a')");
        Recorded.events(folder.resolve("x.bin"), new int[] {1, 0, 50});
        refused("(1 of 2 have none, x.bin first)");
    }

    @Test
    void aRecordingThatIsEmptyOrBrokenIsNamed() throws IOException {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 50});
        Files.createDirectories(folder.resolve("b"));
        Files.write(folder.resolve("b/b.bin"), new byte[7]);
        assertThatThrownBy(() -> DataSet.load(folder))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("b.bin: an N-MNIST file must hold whole events");
    }

    @Test
    void aValueThatIsNoNumberIsNamed() {
        Path file = Recorded.series(folder.resolve("x.ts"), "a: 1,2", "b: 0,?");
        assertThatThrownBy(() -> DataSet.load(file))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                        "x.ts/1: the value of channel 0 at sample 1 must be a number (got NaN)");
    }

    @Test
    void recordingsOfDifferentKindsAreRefused() {
        Recorded.events(folder.resolve("a/a.bin"), new int[] {1, 0, 50});
        Recorded.series(folder.resolve("b/x.ts"), "b: 1,2");
        refused("recordings must be of one kind (a/a.bin is events, labelled as a whole, b/x.ts/0");
    }

    @Test
    void anInputThatDoesNotFitTheDataIsRefused() {
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
                        "class imbalance: 'a' has 6 recordings, 'b' only 1; balanced class weights even that out",
                        "class 'b' has too few recordings: 1");
        assertThat(ClassBalance.weights(data.counts(data.all())))
                .containsExactly(7 / 12.0, 7 / 2.0);
    }

    private static InputSpec.Samples samples(Pooling pooling) {
        return new InputSpec.Samples(1, 100, pooling, Normalization.NONE, new EncoderSpec.Direct());
    }

    private void refused(String message) {
        assertThatThrownBy(() -> DataSet.load(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }
}
