package org.spikelink.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.model.Band;
import org.spikelink.core.model.Bands;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.learn.LayerActivity;
import org.spikelink.trainer.run.DeployedNetwork;
import org.spikelink.trainer.run.DeployedTrace;
import org.spikelink.trainer.run.EpochRecord;

final class ReportTest {
    private static final int CLASSES = 36;
    private static final int MEGABYTES = 1 << 20;
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @TempDir private Path folder;

    @Test
    void staysSmallWithManyClasses() throws Exception {
        Path page = Report.write(report(CLASSES, "class"), folder);

        assertThat(Files.size(page)).isLessThan(3 * MEGABYTES);
        assertThat(Files.readString(page)).contains("id=\"class-" + (CLASSES - 1) + "\"");
    }

    @Test
    void beginsWithTheResultOfTheTestSetAndEndsWithHashes() throws Exception {
        String page = page(3, "class");

        assertThat(page.indexOf("Test set accuracy<b>"))
                .isPositive()
                .isLessThan(page.indexOf("Validation set accuracy<b>"))
                .isLessThan(page.indexOf("<h2>"));
        assertThat(page.indexOf("<h2>Learning curves")).isGreaterThan(page.indexOf("<h2>Test set"));
        assertThat(page.indexOf("data sha256")).isGreaterThan(page.lastIndexOf("<h2>"));
    }

    @Test
    void drawsEveryChartInTheColoursOfTheTheme() throws Exception {
        String page = page(3, "class");

        assertThat(page).contains("prefers-color-scheme: dark", "var(--ink)", "var(--c1)");
        Set<String> fixed = new HashSet<>();
        Pattern.compile("(?:fill|stroke)=\"(rgb[^\"]*|black)\"")
                .matcher(page.substring(page.indexOf("<body>")))
                .results()
                .forEach(found -> fixed.add(found.group()));
        assertThat(fixed).as("colours that do not follow the theme").isEmpty();
    }

    @Test
    void noTwoElementsShareAnId() throws Exception {
        List<String> ids = new ArrayList<>();
        Pattern.compile(" id=\"([^\"]*)\"")
                .matcher(page(3, "class"))
                .results()
                .forEach(found -> ids.add(found.group(1)));

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void aLabelIsTextAndNoMarkup() throws Exception {
        assertThat(page(3, HOSTILE)).doesNotContain("<img src=x").contains("&lt;img src=x");
    }

    @Test
    void theBandsOfAJobsActivityAreATable() throws Exception {
        assertThat(page(3, "class"))
                .contains("Bands of activity", "20 recordings of the validation set")
                .contains("<td>layers.0.firing_rate</td><td>0.0125 to 0.25</td>")
                .contains("<td>class_shares.class 2</td><td>0 to 0.5</td>");
    }

    private static Bands bands(int classes) {
        Bands.LayerBands layer = new Bands.LayerBands(new Band(0.0125, 0.25), new Band(0, 0.1));
        return new Bands(
                20,
                List.of(layer, layer),
                new Band(0.5, 0.9),
                Collections.nCopies(classes, new Band(0, 0.5)));
    }

    private String page(int classes, String label) throws Exception {
        return Files.readString(Report.write(report(classes, label), folder));
    }

    private static ReportData report(int classes, String label) {
        InputSpec input =
                new InputSpec.Events(
                        34,
                        34,
                        2,
                        1,
                        InputSpec.Value.COUNT,
                        new Slicing.Time(10_000, Slicing.Origin.FIRST_EVENT));
        List<String> labels = IntStream.range(0, classes).mapToObj(c -> label + " " + c).toList();
        ModelDocument document =
                new ModelDocument(
                                "many",
                                "1",
                                labels,
                                input,
                                List.of(Toy.slstm(input.size(), 100), Toy.slstm(100, classes)),
                                new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                                new DecisionSpec(60, 60, false),
                                null)
                        .withBands(bands(classes));
        Model model = Models.random(document, new SplittableRandom(1), 0.3f);
        DeployedNetwork network = DeployedNetwork.layerByLayer(model);
        List<ReportData.Example> examples = new ArrayList<>();
        ConfusionMatrix confusion = new ConfusionMatrix(labels);
        for (LabelledSequence sequence : Toy.sequences(classes, input.size(), classes, 60, 60, 2)) {
            int c = sequence.labels()[0];
            int predicted = c % 5 == 0 ? (c + 1) % classes : c;
            confusion.count(c, predicted);
            examples.add(
                    new ReportData.Example(
                            labels.get(c),
                            sequence.name(),
                            labels.get(predicted),
                            sequence,
                            DeployedTrace.of(network, sequence)));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data", classes + " recordings");
        facts.put("data sha256", "0".repeat(64));
        return new ReportData(
                model,
                facts,
                List.of(
                        ReportResult.of(ReportResult.TEST, confusion),
                        ReportResult.of("validation set", confusion)),
                List.of(),
                history(),
                40,
                "validation set",
                confusion,
                confusion,
                null,
                List.of(new LayerActivity(0, new double[100])),
                examples);
    }

    private static List<EpochRecord> history() {
        return IntStream.rangeClosed(1, 50)
                .mapToObj(
                        e ->
                                new EpochRecord(
                                        e,
                                        1e-3,
                                        2.0 / e,
                                        1 - 1.0 / e,
                                        2.1 / e,
                                        1 - 1.1 / e,
                                        0.1,
                                        0.2 + 0.01 * e,
                                        0,
                                        new double[] {0.1, 0.2},
                                        100))
                .toList();
    }
}
