package org.spikelink.core.model.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.core.model.ReadoutSpec;

/** The input of a model of samples as it stands in the model file. */
final class SamplesJsonTest {
    private static final Normalization NORMALIZATION =
            new Normalization(List.of(0.5, -1e-3), List.of(2.0, 1.0 / 3));

    static Stream<EncoderSpec> encoders() {
        return Stream.of(
                new EncoderSpec.Direct(),
                new EncoderSpec.Delta(0.25, true, true),
                new EncoderSpec.StepForward(0.5),
                new EncoderSpec.MovingWindow(7, 0.5),
                new EncoderSpec.IntegrateAndFire(3, 0.5, 0.75, true),
                new EncoderSpec.Latency(12, 0.02, 3, true, true, true, 7.5),
                new EncoderSpec.Rate(9, 0.5, 0.25, -3));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void whatIsWrittenIsReadAgain(EncoderSpec encoder) {
        InputSpec.Samples input =
                new InputSpec.Samples(
                        2, 2500, new Pooling(5, Pooling.By.MEAN), NORMALIZATION, encoder);
        String json = ModelJsonWriter.write(document(input)).toString();
        assertThat(read(json).input()).isEqualTo(input);
    }

    @Test
    void defaultsAreLeftOut() {
        String json = ModelJsonWriter.write(document(new InputSpec.Samples(2, 2500))).toString();
        assertThat(json)
                .contains("\"input\":{\"kind\":\"samples\",\"channels\":2,\"period_us\":2500,")
                .contains("\"encoder\":\"direct\"}");
    }

    @Test
    void argumentsLeftOutAreThoseOfSnnTorch() {
        assertThat(encoder("{\"kind\":\"delta\"}"))
                .isEqualTo(new EncoderSpec.Delta(0.1, false, false));
        assertThat(encoder("{\"kind\":\"rate\",\"steps\":4}"))
                .isEqualTo(new EncoderSpec.Rate(4, 1, 0, 0));
        assertThat(encoder("\"delta\"")).isEqualTo(new EncoderSpec.Delta(0.1, false, false));
        EncoderSpec.Latency latency =
                (EncoderSpec.Latency) encoder("{\"kind\":\"latency\",\"steps\":4}");
        assertThat(latency.maxTime()).isEqualTo(StrictMath.log((0.01 + 1e-7) / 1e-7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"morse\" | input.encoder must be one of [direct, delta, step_forward, moving_window, integrate_and_fire, latency, rate] (got 'morse')",
                "{\"kind\":\"delta\",\"thresold\":1} | input.encoder.thresold is not a key that this version knows",
                "{\"kind\":\"delta\",\"threshold\":0} | input.encoder.threshold must be above 0 (got 0.0)",
                "{\"kind\":\"step_forward\",\"threshold\":-1} | input.encoder.threshold must be above 0 (got -1.0)",
                "{\"kind\":\"moving_window\"} | input.encoder.window must be a whole number (got nothing)",
                "{\"kind\":\"moving_window\",\"window\":0} | input.encoder.window must be 1..10000 (got 0)",
                "{\"kind\":\"integrate_and_fire\",\"beta\":1.5} | input.encoder.beta must be 0..1 (got 1.5)",
                "{\"kind\":\"integrate_and_fire\",\"threshold\":0} | input.encoder.threshold must be above 0 (got 0.0)",
                "{\"kind\":\"latency\"} | input.encoder.steps must be a whole number (got nothing)",
                "{\"kind\":\"latency\",\"steps\":0} | input.encoder.steps must be 1..10000 (got 0)",
                "{\"kind\":\"latency\",\"steps\":5,\"threshold\":1} | input.encoder.threshold must be above 0 and below 1 (got 1.0)",
                "{\"kind\":\"latency\",\"steps\":5,\"tau\":0} | input.encoder.tau must be above 0 (got 0.0)",
                "{\"kind\":\"rate\",\"steps\":5,\"gain\":\"x\"} | input.encoder.gain must be a finite number (got \"x\")",
                "{\"kind\":\"rate\",\"steps\":10001} | input.encoder.steps must be 1..10000 (got 10001)",
                "7 | input.encoder must be an object (got 7)"
            })
    void anEncoderThatBreaksARuleIsRejected(String encoder, String message) {
        assertThatThrownBy(() -> encoder(encoder))
                .isInstanceOf(ModelException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"pooling\":{\"samples\":0} | input.pooling.samples must be 1..100000 (got 0)",
                "\"pooling\":{\"samples\":2,\"by\":\"max\"} | input.pooling.by must be one of [sum, mean] (got 'max')",
                "\"pooling\":{\"samples\":2,\"of\":3} | input.pooling.of is not a key that this version knows",
                "\"normalization\":{\"offset\":[1],\"scale\":[1]} | input.normalization must have 2 channels (got 1)",
                "\"normalization\":{\"offset\":[1,2],\"scale\":[1]} | input.normalization must have as many offsets as scales (got 2 and 1)",
                "\"normalization\":{\"offset\":[1,2],\"scale\":[1,\"x\"]} | input.normalization.scale must hold finite numbers (got \"x\")",
                "\"normalization\":{\"offset\":[1,2],\"scale\":[1,2e9]} | input.normalization.scale must hold finite numbers of at most 1e9 (got 2.0E9)"
            })
    void poolingAndNormalizationThatBreakARuleAreRejected(String keys, String message) {
        assertThatThrownBy(() -> read(json("\"direct\"," + keys)))
                .isInstanceOf(ModelException.class)
                .hasMessage(message);
    }

    @Test
    void poolingAndEncoderDetermineTheSamplesOfAStep() {
        InputSpec.Samples input =
                new InputSpec.Samples(
                        2,
                        2500,
                        new Pooling(5, Pooling.By.SUM),
                        Normalization.NONE,
                        new EncoderSpec.Rate(3, 1, 0, 0));
        assertThat(input.firstSample(2)).isZero();
        assertThat(input.firstSample(3)).isEqualTo(5);
        assertThat(input.firstSample(8)).isEqualTo(10);
    }

    private static ModelDocument document(InputSpec input) {
        return new ModelDocument(
                "m",
                "1",
                List.of("a", "b"),
                input,
                List.of(new LinearSpec(2, 2)),
                new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                new DecisionSpec(1, 1, false),
                null);
    }

    private static EncoderSpec encoder(String encoder) {
        return ((InputSpec.Samples) read(json(encoder)).input()).encoder();
    }

    private static String json(String encoder) {
        String json = ModelJsonWriter.write(document(new InputSpec.Samples(2, 2500))).toString();
        return json.replace("\"direct\"", encoder);
    }

    private static ModelDocument read(String json) {
        byte[] utf8 = json.getBytes(UTF_8);
        return ModelJson.read(ModelJson.parse(utf8, 0, utf8.length, "model"), null, null);
    }
}
