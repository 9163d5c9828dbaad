package org.spikelink.cli.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Missing;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.evaluation.RecordingEvaluator;
import org.spikelink.sensors.ingest.Ingest;
import org.spikelink.sensors.ingest.IngestFilters;
import org.spikelink.sensors.ingest.IngestOptions;
import org.spikelink.sensors.ingest.JaerSettings;
import org.spikelink.sensors.ingest.SourceAddress;
import org.spikelink.sensors.play.ReplayListener;
import org.spikelink.sensors.send.BatchTarget;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * Every filter, value of a frame and encoder gives a network the same inputs in training, in {@code evaluate}, in the job and
 * behind {@code ingest}, bit for bit. The network's scores are its inputs.
 */
final class SameInputTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 5;
    private static final int CHANNELS = 3;
    private static final long PERIOD_US = 500;
    private static final long BIN_US = 1_000;
    private static final int EVENTS = 900;
    private static final int SAMPLES = 90;

    @TempDir private Path folder;

    private record Event(long timeUs, int x, int y, boolean on) {}

    static Stream<Arguments> eventInputs() {
        List<FilterSpec> each =
                List.of(
                        new FilterSpec.Region(1, 0, 4, 5),
                        new FilterSpec.Polarity(FilterSpec.Polarity.Keep.ON),
                        new FilterSpec.Downsample(2),
                        new FilterSpec.Refractory(700),
                        new FilterSpec.BackgroundActivity(300, 2),
                        new FilterSpec.HotPixel(1_000, 2_000, 1),
                        new FilterSpec.Flicker(100, 1_000, 1),
                        new FilterSpec.RateLimit(5_000, 1_000));
        List<FilterSpec> chain =
                List.of(
                        new FilterSpec.BackgroundActivity(500, 1),
                        new FilterSpec.HotPixel(3_000, 2_000, 1),
                        new FilterSpec.Refractory(300),
                        new FilterSpec.Flicker(100, 1_000, 3),
                        new FilterSpec.RateLimit(8_000, 1_000),
                        new FilterSpec.Downsample(2));
        List<Arguments> inputs = new ArrayList<>();
        for (FilterSpec filter : each) {
            inputs.add(Arguments.of(filter.kind(), input(InputSpec.Value.COUNT, List.of(filter))));
        }
        for (InputSpec.Value value : InputSpec.Value.values()) {
            inputs.add(Arguments.of(value.toString(), input(value, List.of())));
            inputs.add(Arguments.of(value + ", a chain of filters", input(value, chain)));
        }
        return inputs.stream();
    }

    private static InputSpec.Events input(InputSpec.Value value, List<FilterSpec> filters) {
        return new InputSpec.Events(
                WIDTH,
                HEIGHT,
                value == InputSpec.Value.SIGNED ? 1 : 2,
                1,
                value,
                new Slicing.Time(BIN_US, Slicing.Origin.FIRST_EVENT),
                filters,
                value == InputSpec.Value.TIME_SURFACE ? 1_500 : 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eventInputs")
    void eventsAreTheSameInputsEverywhere(String name, InputSpec.Events input) throws Exception {
        List<Event> events = events(new SplittableRandom(name.hashCode()));
        Path file = Files.createDirectories(folder.resolve("0")).resolve("r.bin");
        Files.write(file, nmnist(events));
        Files.copy(file, Files.createDirectories(folder.resolve("1")).resolve("r.bin"));
        List<SensorBatch> batches = batches(events, new SplittableRandom(3));

        List<float[]> job = steps(model(input, 1), batches);
        assertThat(job).hasSizeGreaterThan(20);
        assertThat(job.stream().mapToDouble(SameInputTest::size).sum()).isGreaterThan(20);
        assertThat(trained(input)).isDeepEqualTo(job.toArray(float[][]::new));
        assertThat(evaluated(input)).isEqualTo(steps(model(input, 1_000), batches).get(0));
        assertThat(steps(model(unfiltered(input), 1), ingested(file, input)))
                .usingRecursiveComparison()
                .isEqualTo(job);
    }

    static Stream<Arguments> sampleInputs() {
        List<EncoderSpec> encoders =
                List.of(
                        new EncoderSpec.Direct(),
                        new EncoderSpec.Delta(0.2, true, true),
                        new EncoderSpec.StepForward(0.3),
                        new EncoderSpec.MovingWindow(4, 0.3),
                        new EncoderSpec.IntegrateAndFire(3, 0.7, 0.9, true),
                        new EncoderSpec.Latency(4, 0.01, 1, false, true, true, 12),
                        new EncoderSpec.Rate(3, 0.5, 0.5, 4));
        List<Arguments> inputs = new ArrayList<>();
        for (EncoderSpec encoder : encoders) {
            for (Missing missing : Missing.values()) {
                inputs.add(
                        Arguments.of(
                                encoder.getClass().getSimpleName() + ", " + missing,
                                new InputSpec.Samples(
                                        CHANNELS,
                                        PERIOD_US,
                                        new Pooling(2, Pooling.By.MEAN),
                                        Normalization.same(CHANNELS, 0.1, 2),
                                        encoder,
                                        missing)));
            }
        }
        return inputs.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sampleInputs")
    void samplesAreTheSameInputsEverywhere(String name, InputSpec.Samples input)
            throws IOException {
        float[] values = values(new SplittableRandom(5), input.missing() != Missing.REJECT);
        Files.writeString(folder.resolve("x.ts"), series(values));
        List<SensorBatch> batches = batches(values, new SplittableRandom(6));

        List<float[]> job = steps(model(input, 1), batches);
        assertThat(job).hasSize(SAMPLES / 2 * input.encoder().steps());
        assertThat(trained(input)).isDeepEqualTo(job.toArray(float[][]::new));
        assertThat(evaluated(input)).isEqualTo(steps(model(input, 1_000), batches).get(0));
    }

    private static double size(float[] step) {
        return IntStream.range(0, step.length).mapToDouble(n -> Math.abs(step[n])).sum();
    }

    private static InputSpec unfiltered(InputSpec.Events input) {
        return new InputSpec.Events(
                input.filteredWidth(),
                input.filteredHeight(),
                input.polarities(),
                1,
                input.value(),
                input.slicing(),
                List.of(),
                input.tauUs());
    }

    /** A network whose scores are the mean of its inputs over a window. */
    private static Model model(InputSpec input, int windowBins) {
        int size = input.size();
        float[] identity = new float[size * size];
        for (int n = 0; n < size; n++) {
            identity[n * size + n] = 1;
        }
        ModelDocument document =
                new ModelDocument(
                        "identity",
                        "1",
                        IntStream.range(0, size).mapToObj(Integer::toString).toList(),
                        input,
                        List.of(new LinearSpec(size, size)),
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                        new DecisionSpec(windowBins, windowBins, false),
                        null);
        return ModelFile.of(
                document, Map.of("layers.0.weight", new Tensor(new int[] {size, size}, identity)));
    }

    /** The frames that a network would learn from, [step][input]. */
    private float[][] trained(InputSpec input) {
        LabelledSequence sequence =
                DataSet.load(folder)
                        .examples(input, new DecisionSpec(1, 1, false))
                        .get(0)
                        .sequence();
        float[][] frames = new float[sequence.steps()][input.size()];
        for (int t = 0; t < frames.length; t++) {
            for (int n = sequence.start(t); n < sequence.end(t); n++) {
                frames[t][sequence.indices()[n]] = sequence.values()[n];
            }
        }
        return frames;
    }

    private float[] evaluated(InputSpec input) {
        return new RecordingEvaluator(model(input, 1_000), StepperOptions.DEFAULTS, 700)
                .evaluate(DataSet.load(folder).recording(0))
                .scores();
    }

    /** The scores of each window in the job, which gets the batches as bytes. */
    private static List<float[]> steps(Model model, List<SensorBatch> batches) {
        StreamStepper stepper =
                new StreamStepper(model, StepperOptions.DEFAULTS, StepObserver.NONE);
        List<Outgoing> out = new ArrayList<>();
        StreamState state = null;
        for (SensorBatch batch : batches) {
            SensorBatch decoded =
                    (SensorBatch)
                            SensorBatchDecoder.decode(
                                    batch.stream().getBytes(UTF_8),
                                    SensorBatchEncoder.encode(batch),
                                    batch.origin());
            state = stepper.advance(state, decoded, out::add);
        }
        assertThat(stepper.counters().rejected()).isZero();
        return out.stream()
                .filter(Classification.class::isInstance)
                .map(c -> ((Classification) c).scores())
                .toList();
    }

    /** What {@code ingest} sends of the recording with the input's filters. */
    private static List<SensorBatch> ingested(Path file, InputSpec.Events input) throws Exception {
        List<SensorBatch> sent = new ArrayList<>();
        BatchTarget target =
                new BatchTarget() {
                    @Override
                    public boolean hasRoom() {
                        return true;
                    }

                    @Override
                    public void awaitRoom(BooleanSupplier ended) {}

                    @Override
                    public void send(Optional<String> label, SensorBatch batch) {
                        PackedEvents events = (PackedEvents) batch.payload();
                        byte[] copy =
                                Arrays.copyOfRange(
                                        events.bytes(),
                                        events.offset(),
                                        events.offset() + events.length());
                        sent.add(batch.with(new PackedEvents(copy)));
                    }

                    @Override
                    public void awaitAcks(Duration patience) {}

                    @Override
                    public void close() {}
                };
        IngestOptions options =
                new IngestOptions(
                        SourceAddress.parse("-"),
                        "s",
                        Optional.empty(),
                        OpenOptions.NONE.withFormat("nmnist"),
                        JaerSettings.DEFAULTS,
                        900,
                        0,
                        0,
                        new IngestFilters(new SensorSize(WIDTH, HEIGHT), input.filters()),
                        false);
        new Ingest(options, new ByteArrayInputStream(Files.readAllBytes(file)))
                .run(target, Duration.ofSeconds(5), new ReplayListener() {});
        return sent;
    }

    private static List<Event> events(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        long now = 0;
        for (int n = 0; n < EVENTS; n++) {
            now += random.nextInt(100);
            boolean hot = n % 3 == 0;
            events.add(
                    new Event(
                            now,
                            hot ? 2 : random.nextInt(WIDTH),
                            hot ? 2 : random.nextInt(HEIGHT),
                            hot ? now / 900 % 2 == 0 : random.nextBoolean()));
        }
        return events;
    }

    private static byte[] nmnist(List<Event> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Event e : events) {
            bytes.write(e.x);
            bytes.write(e.y);
            bytes.write((int) (e.timeUs >> 16 & 0x7F) | (e.on ? 0x80 : 0));
            bytes.write((int) (e.timeUs >> 8));
            bytes.write((int) e.timeUs);
        }
        return bytes.toByteArray();
    }

    private static List<SensorBatch> batches(List<Event> events, SplittableRandom random) {
        List<SensorBatch> batches = new ArrayList<>();
        for (int at = 0; at < events.size(); ) {
            int to = Math.min(events.size(), at + 1 + random.nextInt(60));
            long startUs = events.get(at).timeUs;
            byte[] packed = new byte[(to - at) * PackedEvents.BYTES_PER_EVENT];
            for (int n = at; n < to; n++) {
                Event e = events.get(n);
                PackedEvents.put(
                        packed,
                        (n - at) * PackedEvents.BYTES_PER_EVENT,
                        PackedEvents.pack(e.timeUs - startUs, e.x, e.y, e.on));
            }
            boolean last = to == events.size();
            batches.add(batch(batches.size(), startUs, last, new PackedEvents(packed)));
            at = to;
        }
        return batches;
    }

    private static float[] values(SplittableRandom random, boolean missing) {
        float[] values = new float[CHANNELS * SAMPLES];
        for (int n = 0; n < values.length; n++) {
            boolean gap = missing && random.nextInt(4) == 0;
            values[n] = gap ? Float.NaN : (float) random.nextDouble(-1, 2);
        }
        return values;
    }

    private static String series(float[] values) {
        StringBuilder text = new StringBuilder("@classLabel true 0 1\n@data\n");
        for (int c = 0; c < CHANNELS; c++) {
            for (int t = 0; t < SAMPLES; t++) {
                float value = values[t * CHANNELS + c];
                text.append(t == 0 ? "" : ",").append(Float.isNaN(value) ? "?" : "" + value);
            }
            text.append(':');
        }
        return text + "0\n" + text.substring(text.indexOf("@data\n") + 6) + "1\n";
    }

    private static List<SensorBatch> batches(float[] values, SplittableRandom random) {
        List<SensorBatch> batches = new ArrayList<>();
        for (int at = 0; at < SAMPLES; ) {
            int to = Math.min(SAMPLES, at + 1 + random.nextInt(9));
            float[] part = Arrays.copyOfRange(values, at * CHANNELS, to * CHANNELS);
            batches.add(
                    batch(
                            batches.size(),
                            at * PERIOD_US,
                            to == SAMPLES,
                            new Samples(part, CHANNELS)));
            at = to;
        }
        return batches;
    }

    private static SensorBatch batch(long sequence, long startUs, boolean end, Payload payload) {
        return new SensorBatch(
                "s",
                1,
                sequence,
                startUs,
                SensorBatch.NO_UNTIL,
                end,
                payload,
                new Origin("t", 0, sequence, 1_000),
                new byte[0]);
    }
}
