package org.spikelink.connectors.recordings.evaluate;

import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.PlayOptions;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.network.Network;
import org.spikelink.core.network.SlstmLayer;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamStepper;

/**
 * Predicts the class of recordings, one after the other. The scores of all windows decided are added up and the largest
 * sum wins, the lowest index on a tie; for one window that is the window's class. What comes after the last decision
 * does not count. Where samples have labels of their own, the window that ends at a step tells its class.
 */
public final class RecordingEvaluator {
    private final Model model;
    private final OfflineStream stream;
    private ScoreSum scores;
    private long spikes;
    private long spikesDecided;
    private float margin;
    private float marginDecided;
    private Optional<StepPredictions> steps = Optional.empty();

    public RecordingEvaluator(Model model, StepperOptions options, long batchUs) {
        this.model = model;
        StepperOptions quiet = options.with(StepperOptions.Spikes.NONE);
        this.stream =
                new OfflineStream(
                        new StreamStepper(model, quiet, this::stepped),
                        PlayOptions.of(model.document().input(), batchUs));
    }

    /**
     * Predicts one recording.
     *
     * @throws RecordingException if it cannot be read, or holds what the model does not take
     */
    public Prediction evaluate(Recording recording) {
        scores = new ScoreSum();
        spikes = 0;
        spikesDecided = 0;
        margin = Float.MAX_VALUE;
        marginDecided = Float.MAX_VALUE;
        steps =
                recording instanceof SeriesRecording r && r.series().isPerStep()
                        ? Optional.of(StepPredictions.of(r.series()))
                        : Optional.empty();
        stream.run(recording, out -> take(recording, out));
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
                steps);
    }

    private void take(Recording recording, Outgoing out) {
        if (out instanceof Rejected rejected) {
            throw new RecordingException(recording.path().toString(), rejected.error());
        }
        if (out instanceof Classification found) {
            spikesDecided = spikes;
            marginDecided = margin;
            scores.add(found.scores());
            steps.ifPresent(s -> s.decided(samples(), found.step(), found.classIndex()));
        }
    }

    private InputSpec.Samples samples() {
        return (InputSpec.Samples) model.document().input();
    }

    private void stepped(Network network, int b) {
        boolean first = true;
        for (int n = 0; n < network.layerCount(); n++) {
            if (network.layer(n) instanceof SlstmLayer slstm) {
                FrameGroup spk = network.output(n);
                spikes += first ? spk.end(b) - spk.start(b) : 0;
                margin = Math.min(margin, slstm.margin(network.state(n), spk.row(b)));
                first = false;
            }
        }
    }
}
