package org.spikelink.core.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;

/** The filters in a model's document. */
final class FiltersJsonTest {
    private static final String DOCUMENT =
            """
            {"format":"spikelink/1","name":"n","version":"1","labels":["a","b"],
             "input":{"kind":"events","width":40,"height":20,"filters":[%s],
                      "slicing":{"kind":"time","bin_us":1000,"origin":"zero"}},
             "layers":[{"type":"slstm","inputs":%d,"hidden":2,"reset":"none"}],
             "readout":{"kind":"spike_count"},"decision":{"window_bins":3}}
            """;

    @Test
    void everyFilterIsReadInItsOrderAndTheInputIsWhatTheyPass() {
        ModelDocument document =
                read(
                        """
                        {"kind":"region","x":4,"y":2,"width":20,"height":11},
                        {"kind":"polarity","keep":"off"},
                        {"kind":"downsample","factor":2},
                        {"kind":"refractory","period_us":1500},
                        {"kind":"background_activity"},
                        {"kind":"hot_pixel"},
                        {"kind":"flicker"},
                        {"kind":"rate_limit","max_hz":1000000}
                        """,
                        2 * 6 * 10);
        InputSpec.Events input = (InputSpec.Events) document.input();
        assertThat(input.filters())
                .containsExactly(
                        new FilterSpec.Region(4, 2, 20, 11),
                        new FilterSpec.Polarity(FilterSpec.Polarity.Keep.OFF),
                        new FilterSpec.Downsample(2),
                        new FilterSpec.Refractory(1500),
                        new FilterSpec.BackgroundActivity(10_000, 1),
                        new FilterSpec.HotPixel(500, 1_000_000, 3),
                        new FilterSpec.Flicker(90, 130, 5),
                        new FilterSpec.RateLimit(1_000_000, 1_000));
        assertThat(input.image().orElseThrow().toString()).contains("2").contains("6", "10");
        String written = ModelJsonWriter.write(document).toString();
        assertThat(parse(written)).isEqualTo(document);
    }

    @Test
    void aDocumentWithoutFiltersIsWrittenAsBefore() {
        assertThat(ModelJsonWriter.write(read("", 2 * 40 * 20)).toString())
                .doesNotContain("filters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"kind":"blur"}                              | input.filters.0.kind must be one of [region, polarity, downsample, refractory, background_activity, hot_pixel, flicker, rate_limit] (got 'blur')
                    {"kind":"refractory"}                        | input.filters.0.period_us must be a whole number (got nothing)
                    {"kind":"refractory","period_us":0}          | input.filters: period_us must be 1..1073741824 (got 0)
                    {"kind":"polarity","keep":"both"}            | input.filters.0.keep must be one of [on, off] (got 'both')
                    {"kind":"background_activity","neighbours":9} | input.filters: neighbours must be 1..8 (got 9)
                    {"kind":"flicker","min_hz":100,"max_hz":90}  | input.filters: min_hz must be at most max_hz (got 100 and 90)
                    {"kind":"hot_pixel","rate":1}                | input.filters.0.rate is not a key that this version knows
                    {"kind":"region","x":0,"y":0,"width":41,"height":1} | input.filters: a region's x + width must be at most 40, the size of its input (got 41)
                    """)
    void invalidFiltersAreRejectedByName(String filter, String message) {
        assertThatThrownBy(() -> read(filter, 1600))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFileHoldsAListOfFilters(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("f.json"), "[{'kind':'flicker'}]".replace('\'', '"'));
        assertThat(FiltersJson.read(file)).containsExactly(new FilterSpec.Flicker(90, 130, 5));
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> FiltersJson.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + ": input.filters must be a list (got nothing)");
    }

    private static ModelDocument read(String filters, int inputs) {
        return parse(DOCUMENT.formatted(filters, inputs));
    }

    private static ModelDocument parse(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return ModelJson.read(ModelJson.parse(utf8, 0, utf8.length, "spikelink"), null, null);
    }

    @Test
    void aFileHoldsTheListOrAnObjectWithIt(@TempDir Path folder) throws IOException {
        String list = "[{\"kind\":\"downsample\",\"factor\":2}]";
        Path file = folder.resolve("filters.json");
        for (String text : List.of(list, "{\"filters\":" + list + "}")) {
            assertThat(FiltersJson.read(Files.writeString(file, text)))
                    .containsExactly(new FilterSpec.Downsample(2));
        }
        Files.writeString(file, "{\"filters\":" + list + ",\"width\":3}");
        assertThatThrownBy(() -> FiltersJson.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("width");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> FiltersJson.read(file)).isInstanceOf(ModelException.class);
    }
}
