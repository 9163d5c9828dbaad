package org.spikelink.tools.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikelink.charts.Picture;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.error.Counted;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;

/** Draws recordings, what a network makes of them, and what a job has written. */
public final class Plots {
    private static final int MOVING_SLICES = 40;

    private Plots() {}

    /**
     * A picture of a recording.
     *
     * @param model of the network that is drawn; optional for events, time surfaces and rates
     * @throws SpikelinkException if the recording cannot be read, or not drawn like this
     */
    public static Picture of(
            PlotKind kind, Recording recording, Optional<Model> model, PlotOptions options) {
        long periodUs = model.map(Plots::periodUs).orElse(options.periodUs());
        PlotSource source = PlotSource.of(recording, periodUs);
        String title = Printable.of(recording.name());
        return switch (kind) {
            case EVENTS ->
                    recording instanceof SeriesRecording
                            ? new ChannelsChart(source, periodUs)
                                    .picture(title, "", options.moving())
                            : events(source, title, options);
            case TIMESURFACE -> surface(source, title, tauUs(model, options), options);
            case RATE ->
                    model.isPresent()
                            ? rates(recording, source, model.get(), title, options)
                            : rates(source, title, options);
            default -> network(kind, recording, needed(kind, model), title, options);
        };
    }

    private static Model needed(PlotKind kind, Optional<Model> model) {
        return model.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                "--kind %s of a recording needs --model"
                                        .formatted(kind.name().toLowerCase(Locale.ROOT))));
    }

    private static long periodUs(Model model) {
        return model.document().input() instanceof InputSpec.Samples samples
                ? samples.periodUs()
                : PlayOptions.DEFAULT_PERIOD_US;
    }

    private static long tauUs(Optional<Model> model, PlotOptions options) {
        return model.map(m -> m.document().input())
                .filter(InputSpec.Events.class::isInstance)
                .map(input -> ((InputSpec.Events) input).tauUs())
                .filter(tau -> tau > 0)
                .orElse(options.tauUs());
    }

    /**
     * The scores of a recording over time and what was decided, with its events, or its channels, below.
     *
     * @param moving whether it will be a file of moving pictures
     */
    public static Picture prediction(Recording recording, Model model, boolean moving) {
        String title = Printable.of(recording.name());
        NetworkTrace trace =
                NetworkTrace.of(model, recording, model.document().layers().size() - 1);
        ScoresChart scores = scores(model, trace);
        String remark = decided(model, trace.classes());
        PlotSource source = PlotSource.of(recording, periodUs(model));
        if (recording instanceof SeriesRecording) {
            ChannelsChart channels = new ChannelsChart(source, periodUs(model));
            return scores.above(channels).picture(title, remark, moving);
        }
        EventScan scan = EventScan.of(source).over(scores.span());
        EventImages images = EventImages.counts(source, scan, PredictionPicture.SLICES);
        return new PredictionPicture(scores.picture(title, remark, moving), images);
    }

    /** Events that a sensor sent to its topic; samples as channels. */
    public static Picture ofSensor(
            PlotKind kind, String stream, List<SensorBatch> batches, PlotOptions options) {
        PlotSource source = PlotSource.of(stream, batches);
        String title = Printable.of(stream);
        boolean samples =
                batches.stream().noneMatch(batch -> batch.payload() instanceof PackedEvents);
        return switch (kind) {
            case TIMESURFACE -> surface(source, title, options.tauUs(), options);
            case RATE -> rates(source, title, options);
            case EVENTS ->
                    samples
                            ? new ChannelsChart(source, options.periodUs())
                                    .picture(title, "", options.moving())
                            : events(source, title, options);
            default -> throw new IllegalArgumentException("a sensor's topic has no " + kind);
        };
    }

    /** Spikes that a job has written: a raster or rates. */
    public static Picture ofSpikes(
            PlotKind kind, String stream, List<SpikeBatch> batches, PlotOptions options) {
        SpikeSteps steps = SpikeSteps.of(stream, batches);
        String title = Printable.of(stream);
        String remark = counts(steps) + ", model " + Printable.of(batches.get(0).model());
        return kind == PlotKind.RATE
                ? new RateChart(steps.span())
                        .withSpikes(steps)
                        .picture(title, remark, options.moving())
                : new RasterChart(steps, List.of(), ClassNames.NONE)
                        .picture(title, remark, options.moving());
    }

    /** Classes that a job has written: scores. */
    public static Picture ofClasses(
            String stream, List<Classification> classes, PlotOptions options) {
        if (classes.isEmpty()) {
            throw new SpikelinkException(Printable.of(stream) + ": there are no classes to draw");
        }
        String remark =
                "%s, model %s"
                        .formatted(
                                Counted.of(classes.size(), "windows"),
                                Printable.of(classes.get(0).model()));
        return ScoresChart.decided(classes, KnownLabels.of(classes))
                .picture(Printable.of(stream), remark, options.moving());
    }

    private static Picture events(PlotSource source, String title, PlotOptions options) {
        EventScan scan = EventScan.of(source);
        EventImages images = EventImages.counts(source, scan, slices(options));
        return new EventPanels(title, events(scan), images, options.moving());
    }

    private static Picture surface(
            PlotSource source, String title, long tauUs, PlotOptions options) {
        EventScan scan = EventScan.of(source);
        EventImages images = EventImages.surfaces(source, scan, slices(options), tauUs);
        String remark = "time surface, tau %s ms; %s".formatted(plain(tauUs / 1e3), events(scan));
        return new EventPanels(title, remark, images, options.moving());
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static int slices(PlotOptions options) {
        return options.moving() ? MOVING_SLICES : options.slices();
    }

    private static String events(EventScan scan) {
        return "%s events, %d × %d pixels"
                .formatted(grouped(scan.events()), scan.width(), scan.height());
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static Picture rates(PlotSource source, String title, PlotOptions options) {
        EventScan scan = EventScan.of(source);
        return new RateChart(scan.span())
                .withEvents(source)
                .picture(title, events(scan), options.moving());
    }

    private static Picture rates(
            Recording recording,
            PlotSource source,
            Model model,
            String title,
            PlotOptions options) {
        NetworkTrace trace = trace(recording, model, options);
        RateChart chart = new RateChart(trace.spikes().span());
        if (!(recording instanceof SeriesRecording)) {
            chart.withEvents(source);
        }
        return chart.withSpikes(trace.spikes())
                .picture(title, remark(model, trace.spikes()), options.moving());
    }

    private static Picture network(
            PlotKind kind, Recording recording, Model model, String title, PlotOptions options) {
        NetworkTrace trace = trace(recording, model, options);
        String remark = remark(model, trace.spikes());
        return switch (kind) {
            case RASTER -> raster(model, trace, title, remark, options);
            case MEMBRANE ->
                    new MembraneChart(model, trace).picture(title, remark, options.moving());
            default ->
                    scores(model, trace)
                            .picture(title, decided(model, trace.classes()), options.moving());
        };
    }

    private static NetworkTrace trace(Recording recording, Model model, PlotOptions options) {
        return NetworkTrace.of(
                model, recording, options.layer().orElse(model.document().layers().size() - 1));
    }

    static ScoresChart scores(Model model, NetworkTrace trace) {
        return ScoresChart.running(
                trace.spikes().span(),
                RunningScores.of(model.document(), trace),
                trace.classes(),
                ClassNames.of(model.document()));
    }

    private static Picture raster(
            Model model, NetworkTrace trace, String title, String remark, PlotOptions options) {
        List<LayerSpec> layers = model.document().layers();
        List<Integer> outputs =
                Arrays.stream(trace.spikes().layers())
                        .mapToObj(n -> layers.get(n).outputs())
                        .toList();
        if (outputs.isEmpty()) {
            throw new SpikelinkException(
                    "model %s has no layer that spikes".formatted(model.document().id()));
        }
        boolean lastSpikes = layers.get(layers.size() - 1).spikes();
        ClassNames classes = lastSpikes ? ClassNames.of(model.document()) : ClassNames.NONE;
        return new RasterChart(trace.spikes(), outputs, classes)
                .picture(title, remark, options.moving());
    }

    private static String remark(Model model, SpikeSteps steps) {
        return "model %s, %s".formatted(Printable.of(model.document().id()), counts(steps));
    }

    private static String counts(SpikeSteps steps) {
        long spikes = 0;
        for (int n = 0; n < steps.layers().length; n++) {
            spikes += steps.count(n);
        }
        return grouped(steps.steps().size()) + " steps, " + grouped(spikes) + " spikes";
    }

    /** The model and what it decided: the only class, or how many windows. */
    static String decided(Model model, List<Classification> classes) {
        String id = "model " + Printable.of(model.document().id());
        if (classes.isEmpty()) {
            return id + ", no window was decided";
        }
        if (classes.size() > 1) {
            return id + ", " + grouped(classes.size()) + " windows";
        }
        Classification only = classes.get(0);
        return String.format(
                Locale.ROOT,
                "%s: %s, confidence %.2f",
                id,
                ClassNames.shown(only.label()),
                only.confidence());
    }
}
