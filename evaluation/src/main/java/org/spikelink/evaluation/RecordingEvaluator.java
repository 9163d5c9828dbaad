package org.spikelink.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.network.Network;
import org.spikelink.core.readout.Readout;
import org.spikelink.core.readout.WindowState;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamStepper;

/**
 * Predicts the class of recordings, one after the other: the class with the largest sum of scores over all decision
 * windows that the model answers, the lowest index on a tie; none if it answers none. Events after the last window do not count. If samples have labels, the class of
 * a sample is that of the window that ends at its step.
 */
public final class RecordingEvaluator {
    private final Model model;
    private final OfflineStream stream;
    private final WindowLog log;
    private ScoreSum scores;
    private long spikes;
    private long spikesDecided;
    private float margin;
    private float marginDecided;
    private Optional<StepPredictions> steps = Optional.empty();
    private Optional<Decision> decision = Optional.empty();

    public RecordingEvaluator(Model model, StepperOptions options, long batchUs) {
        this(model, options, batchUs, null);
    }

    /** An evaluator that also logs all labelled windows; {@code log} null for none. */
    public RecordingEvaluator(Model model, StepperOptions options, long batchUs, WindowLog log) {
        this(model, options, batchUs, log, null);
    }

    /** An evaluator under models that change while a recording plays, from {@code model}; it stays if null. */
    public RecordingEvaluator(
            Model model,
            StepperOptions options,
            long batchUs,
            WindowLog log,
            ModelChanges changes) {
        this.model = model;
        this.log = log;
        StepperOptions quiet = options.with(StepperOptions.Spikes.NONE);
        this.stream =
                new OfflineStream(
                        changes == null
                                ? new StreamStepper(model, quiet, new Observer())
                                : changes.stepper(model, quiet, new Observer()),
                        PlayOptions.of(model.document().input(), batchUs));
    }

    /**
     * Predicts one recording.
     *
     * @throws RecordingException if it cannot be read, or the model rejects a batch of it
     */
    public Prediction evaluate(Recording recording) {
        return evaluate(recording, window -> {});
    }

    /**
     * Predicts one recording.
     *
     * @param windows receives each decided window, in order
     * @throws RecordingException if it cannot be read, or the model rejects a batch of it
     */
    public Prediction evaluate(Recording recording, Consumer<? super Classification> windows) {
        scores = new ScoreSum();
        decision = Optional.empty();
        spikes = 0;
        spikesDecided = 0;
        margin = Float.MAX_VALUE;
        marginDecided = Float.MAX_VALUE;
        steps =
                recording instanceof SeriesRecording r && r.series().isPerStep()
                        ? Optional.of(StepPredictions.of(r.series()))
                        : Optional.empty();
        if (log != null) {
            log.begin(recording, steps.orElse(null));
        }
        stream.run(
                recording,
                out -> {
                    take(recording, out);
                    if (out instanceof Classification window) {
                        windows.accept(window);
                    }
                });
        if (log != null) {
            log.end();
        }
        int predicted = scores.best();
        List<String> labels = model.document().labels();
        return new Prediction(
                recording,
                recording.label(),
                predicted,
                predicted < 0 ? "" : labels.get(predicted),
                spikesDecided,
                scores.sums(labels.size()),
                marginDecided,
                steps,
                decision);
    }

    private void take(Recording recording, Outgoing out) {
        if (out instanceof Rejected rejected) {
            throw new RecordingException(source(recording), rejected.error());
        }
        if (out instanceof Classification found) {
            spikesDecided = spikes;
            marginDecided = margin;
            scores.add(found);
            if (log != null) {
                log.decided(found);
            }
            decision =
                    Optional.of(Decision.of(found, 1 + decision.map(Decision::windows).orElse(0)));
            steps.ifPresent(s -> s.decided(samples(), found.step(), found.classIndex()));
        }
    }

    /** The file; of a series also its name in the file. */
    private static String source(Recording recording) {
        return recording instanceof SeriesRecording s && !s.series().name().isEmpty()
                ? recording.path() + "/" + s.series().name()
                : recording.path().toString();
    }

    private InputSpec.Samples samples() {
        return (InputSpec.Samples) model.document().input();
    }

    private final class Observer implements StepObserver {
        @Override
        public void stepped(Network network, int b) {
            boolean first = true;
            for (int n = 0; n < network.layerCount(); n++) {
                Layer layer = network.layer(n);
                if (layer.spec().spikes()) {
                    FrameGroup spk = network.output(n);
                    spikes += first ? spk.end(b) - spk.start(b) : 0;
                    margin = Math.min(margin, layer.margin(network.state(n), spk.row(b)));
                    first = false;
                }
            }
        }

        @Override
        public void scored(Readout readout, WindowState windows) {
            if (log != null && log.observesScores()) {
                readout.observe(windows, log::scored);
            }
        }
    }
}
