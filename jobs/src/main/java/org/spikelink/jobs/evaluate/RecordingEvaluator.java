package org.spikelink.jobs.evaluate;

import java.util.List;
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.core.kernel.FrameGroup;
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
 * does not count.
 */
public final class RecordingEvaluator {
    private final Model model;
    private final OfflineStream stream;
    private ScoreSum scores;
    private long spikes;
    private long spikesDecided;
    private float margin;
    private float marginDecided;

    public RecordingEvaluator(Model model, StepperOptions options, long batchUs) {
        this.model = model;
        StepperOptions quiet = options.with(StepperOptions.Spikes.NONE);
        this.stream = new OfflineStream(new StreamStepper(model, quiet, this::stepped), batchUs);
    }

    /**
     * Predicts one recording.
     *
     * @throws RecordingException if it cannot be read, or holds what the model does not take
     */
    public Prediction evaluate(RecordingFile recording) {
        scores = new ScoreSum();
        spikes = 0;
        spikesDecided = 0;
        margin = Float.MAX_VALUE;
        marginDecided = Float.MAX_VALUE;
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
                marginDecided);
    }

    private void take(RecordingFile recording, Outgoing out) {
        if (out instanceof Rejected rejected) {
            throw new RecordingException(recording.path().toString(), rejected.error());
        }
        if (out instanceof Classification found) {
            spikesDecided = spikes;
            marginDecided = margin;
            scores.add(found.scores());
        }
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
