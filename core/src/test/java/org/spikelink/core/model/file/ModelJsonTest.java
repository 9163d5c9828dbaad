package org.spikelink.core.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.core.model.Band;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;

/** What a model's document must keep, with the words that name the key. */
final class ModelJsonTest {
    private static final String GOOD =
            """
            {"format":"spikelink/1","name":"n","version":"1","labels":["a","b"],
             "input":{"kind":"events","width":4,"height":1,"polarities":1,"downsample":1,"value":"count",
                      "slicing":{"kind":"time","bin_us":1000,"origin":"zero"}},
             "layers":[{"type":"slstm","inputs":4,"hidden":2,"reset":"none","inhibition":false,"stateless":false,
                        "state_quant":{"num_bits":4,"threshold":0.5},"surrogate":{"kind":"atan","alpha":2.0}}],
             "readout":{"kind":"spike_count","population":1},
             "decision":{"window_bins":3,"stride_bins":3,"reset_after_window":true},
             "training":{"dataset":"d","accuracy":0.5,"date":"x","seed":1},
             "bands":{"recordings":20,"layers":[{"firing_rate":[0.1,0.3],"active_inputs":[0.02,0.05]}],
                      "confidence":[0.7,0.9],"class_shares":[[0.4,0.6],[0.3,0.5]]}}
            """;

    static ModelDocument read(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return ModelJson.read(ModelJson.parse(utf8, 0, utf8.length, "spikelink"), null, null);
    }

    @Test
    void windowsAtTheEndAreTheFirstUnlessTheDocumentSaysHalf() {
        String half = GOOD.replace("\"stride_bins\":3,", "\"stride_bins\":3,\"at_end\":\"half\",");
        assertThat(read(GOOD).decision().atEnd()).isEqualTo(DecisionSpec.AtEnd.FIRST);
        assertThat(read(half).decision().atEnd()).isEqualTo(DecisionSpec.AtEnd.HALF);
    }

    @Test
    void theGoodDocumentIsRead() {
        assertThat(read(GOOD).labels()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    spikelink/1          | spikelink/2          | format must be 'spikelink/1', the only one that this version reads (got 'spikelink/2')
                    "name":"n"           | "name":""            | name must have 1..200 characters (got '')
                    "name":"n",          | ~~                   | name must be a string (got nothing)
                    "version":"1"        | "version":1          | version must be a string (got 1)
                    "version":"1"        | "version":null       | version must be a string (got null)
                    "version":"1"        | "version":"1","x":2  | x is not a key that this version knows
                    "version":"1"        | "version":"1","name":"m" | Duplicate field 'name'
                    ["a","b"]            | ["a","a"]            | labels must be distinct (got 'a' twice)
                    ["a","b"]            | ["a",""]             | labels must have 1..200 characters (got '')
                    ["a","b"]            | []                   | labels must name at least one class (got none)
                    ["a","b"]            | ["a",3]              | labels must hold strings (got 3)
                    ["a","b"]            | "a"                  | labels must be a list (got "a")
                    ["a","b"]            | ["a","b","c"]        | the last layer must have labels x population = 3 x 1 outputs (got 2)
                    "kind":"events"      | "kind":"images"      | input.kind must be events or samples (got 'images')
                    "width":4            | "width":0            | input.width must be 1..16384 (got 0)
                    "width":4            | "width":4.5          | input.width must be a whole number of 64 bits (got 4.5)
                    "width":4            | "width":5            | layers.0.inputs must be 5, the outputs of what comes before it (got 4)
                    "width":4            | "width":4294967300   | input.width must be a whole number of 32 bits (got 4294967300)
                    "width":4            | "width":99999999999999999999 | input.width must be a whole number of 64 bits (got 99999999999999999999)
                    "height":1           | "height":16385       | input.height must be 1..16384 (got 16385)
                    "polarities":1       | "polarities":3       | input.polarities must be 1 or 2 (got 3)
                    "downsample":1       | "downsample":0       | input.downsample must be 1..16384 (got 0)
                    "downsample":1       | "zoom":1             | input.zoom is not a key that this version knows
                    "value":"count"      | "value":"rate"       | input.value must be one of [count, binary, signed, time_surface] (got 'rate')
                    "value":"count"      | "value":"time_surface" | input.tau_us must be 1..200000000 for input.value time_surface (got 0)
                    "value":"count"      | "value":"count","tau_us":5 | input.tau_us needs input.value time_surface (got 5)
                    "kind":"time"        | "kind":"space"       | input.slicing.kind must be time, batch or count (got 'space')
                    "kind":"time"        | "kind":"batch"       | input.slicing.bin_us is not a key that this version knows
                    "bin_us":1000        | "bin_us":0           | input.slicing.bin_us must be 1..86400000000 (got 0)
                    "origin":"zero"      | "origin":"noon"      | input.slicing.origin must be one of [first_event, zero] (got 'noon')
                    "type":"slstm"       | "type":"lstm"        | layers.0.type must be one of
                    "hidden":2           | "hidden":0           | layers.0.hidden must be 1..16777216 (got 0)
                    "hidden":2           | "hidden":99999999    | layers.0.hidden must be 1..16777216 (got 99999999)
                    "reset":"none"       | "reset":"sub"        | layers.0.reset must be one of [none, subtract, zero] (got 'sub')
                    "inhibition":false   | "inhibition":0       | layers.0.inhibition must be true or false (got 0)
                    "stateless":false    | "stateful":true      | layers.0.stateful is not a key that this version knows
                    "stateless":false    | "from":"lstm"        | layers.0.from is not a key that this version knows
                    "num_bits":4         | "num_bits":17        | layers.0.state_quant.num_bits must be 1..16 (got 17)
                    "num_bits":4         | "num_bits":16,"uniform":false,"multiplier":2 | layers.0.state_quant.multiplier to the power of its 65536 levels must stay below 1e300 (got 2.0)
                    "num_bits":4         | "bits":4             | layers.0.state_quant.bits is not a key that this version knows
                    "threshold":0.5      | "threshold":0        | layers.0.state_quant.threshold must be above 0, at most 1e9 (got 0.0)
                    "threshold":0.5      | "threshold":1e999    | layers.0.state_quant.threshold must be a finite number
                    "alpha":2.0          | "alpha":"2"          | layers.0.surrogate.alpha must be a finite number (got "2")
                    spike_count          | spike_sum            | readout.kind must be one of [spike_count, max_membrane, mean_membrane] (got 'spike_sum')
                    "population":1       | "population":0       | readout.population must be at least 1 (got 0)
                    "population":1       | "population":2147483647 | the last layer must have labels x population = 2 x 2147483647 outputs (got 2)
                    "window_bins":3      | "window_bins":0      | decision.window_bins must be 1..1000000 (got 0)
                    "window_bins":3,     | ~~                   | decision.window_bins must be a whole number (got nothing)
                    "stride_bins":3      | "stride_bins":2      | decision.reset_after_window needs stride_bins = window_bins (got 2 and 3)
                    "seed":1             | "sead":1             | training.sead is not a key that this version knows
                    "recordings":20      | "recordings":0       | bands.recordings must be at least 1 (got 0)
                    [0.1,0.3]            | [0.3,0.1]            | bands.layers.0.firing_rate: bands must be [low, high] with 0 <= low <= high <= 1 (got [0.3, 0.1])
                    [0.02,0.05]          | [0.02,1.05]          | bands.layers.0.active_inputs: bands must be [low, high]
                    [0.7,0.9]            | [0.7]                | bands.confidence must be two numbers, [low, high] (got [0.7])
                    [0.7,0.9]            | 0.7                  | bands.confidence must be a list (got 0.7)
                    [[0.4,0.6],          | [["a","b"],          | bands.class_shares must be two numbers, [low, high] (got ["a","b"])
                    [[0.4,0.6],          | [                    | bands.class_shares must have one band for each of the 2 classes (got 1)
                    "layers":[{"firing_rate" | "layers":[{"active_inputs":[0,1]},{"firing_rate" | bands.layers must have one entry for each of the 1 layers (got 2)
                    "recordings":20      | "recordings":20,"x":1 | bands.x is not a key that this version knows
                    "accuracy":0.5       | "accuracy":true      | training.accuracy must be a finite number (got true)
                    """)
    void invalidValuesAreRejectedByName(String part, String by, String message) {
        assertThat(GOOD).contains(part);
        assertThatThrownBy(() -> read(GOOD.replace(part, by)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void bandsAreWrittenAsTheyWereRead() {
        ModelDocument document = read(GOOD);
        assertThat(document.bands().layers().get(0).firingRate()).isEqualTo(new Band(0.1, 0.3));
        assertThat(document.bands().confidence()).isEqualTo(new Band(0.7, 0.9));
        assertThat(read(ModelJsonWriter.write(document).toString())).isEqualTo(document);
        ModelDocument bare = document.withBands(null);
        assertThat(ModelJsonWriter.write(bare).has("bands")).isFalse();
        assertThat(read(ModelJsonWriter.write(bare).toString())).isEqualTo(bare);
    }

    @Test
    void textAfterTheDocumentIsRejected() {
        assertThatThrownBy(() -> read(GOOD + "{}"))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("spikelink must be JSON");
    }

    @Test
    void aDocumentThatIsNotAnObjectIsRejected() {
        for (String json : List.of("[]", "5", "null", "\"spikelink/1\"", "")) {
            assertThatThrownBy(() -> read(json))
                    .as(json)
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("the document must be an object");
        }
    }

    @Test
    void deepJsonIsRejected() {
        for (String open : List.of("[", "{\"a\":")) {
            assertThatThrownBy(() -> read(open.repeat(200_000)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("spikelink must be JSON");
        }
    }

    @Test
    void bytesThatAreNotUtf8AreRejected() {
        byte[] bytes = "{\"format\":\"XX\"}".getBytes(StandardCharsets.UTF_8);
        bytes[11] = (byte) 0xC3;
        bytes[12] = (byte) 0x28;
        assertThatThrownBy(() -> ModelJson.parse(bytes, 0, bytes.length, "spikelink"))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("spikelink must be JSON");
    }

    @Test
    void anImportReadsWhereLayersComeFrom() {
        byte[] json =
                GOOD.replace("\"stateless\":false", "\"from\":\"lstm\"")
                        .getBytes(StandardCharsets.UTF_8);
        List<String> from = new ArrayList<>();
        ModelJson.read(
                ModelJson.parse(json, 0, json.length, "the config"), from, new ArrayList<>());
        assertThat(from).containsExactly("lstm");
    }
}
