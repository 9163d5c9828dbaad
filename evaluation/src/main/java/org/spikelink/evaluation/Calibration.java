package org.spikelink.evaluation;

import java.util.List;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Bands;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import org.spikelink.evaluation.confidence.HeldOutFit;
import org.spikelink.evaluation.confidence.LabelledWindow;
import org.spikelink.evaluation.confidence.TemperatureFit;

/**
 * A temperature fitted to the windows of labelled recordings. It is kept if it makes confidences better on windows that are held
 * out; otherwise the temperature is 1.
 *
 * @param temperature of the confidences
 * @param fitted the temperature before that choice
 * @param heldOut what the choice was made by
 * @param study of the same windows, before and after
 */
public record Calibration(
        double temperature, double fitted, HeldOutFit heldOut, ConfidenceStudy study) {

    /**
     * Fits the temperature to the full windows of recordings and to those that are classified at their end; those that the
     * model decides early count in full.
     *
     * @throws SpikelinkException if no window has a label, the model has one class, or a recording does not fit the
     *     model's sensor
     */
    public static Calibration fit(Model model, List<Recording> recordings) {
        if (model.document().labels().size() < 2) {
            throw new SpikelinkException(
                    "a temperature needs a model of at least two classes (got one: "
                            + model.document().labels()
                            + ")");
        }
        recordings.forEach(recording -> InputMatch.checkFits(model, recording));
        Model bare = described(model, 1, model.document().decision().with(0, null));
        WindowLog log = WindowLog.of(bare.document());
        Evaluation.of(bare, recordings, CutOptions.DEFAULT_BATCH_US, log);
        List<LabelledWindow> windows = log.windows();
        if (windows.isEmpty()) {
            throw new SpikelinkException(
                    "a temperature needs recordings with labels and at least one decided window (got "
                            + recordings.size()
                            + " recordings without): the name of a recording's parent folder is its label");
        }
        return of(bare.document(), windows);
    }

    /** Fits the temperature to windows that a model without early decisions has decided; at least one. */
    public static Calibration of(ModelDocument model, List<LabelledWindow> windows) {
        double fitted = TemperatureFit.fit(windows);
        HeldOutFit heldOut = HeldOutFit.of(windows);
        double temperature = heldOut.isBetter() ? fitted : 1;
        ModelDocument calibrated =
                model.with(model.readout().withTemperature(temperature), model.decision());
        return new Calibration(
                temperature, fitted, heldOut, ConfidenceStudy.of(calibrated, windows, null));
    }

    /** A model with the same weights, another temperature and other rules on when to answer. */
    public static Model described(Model model, double temperature, DecisionSpec decision) {
        return described(model, temperature, decision, model.document().version());
    }

    /** A model with the same weights, another temperature, other rules on when to answer, and another version. */
    public static Model described(
            Model model, double temperature, DecisionSpec decision, String version) {
        ModelDocument before = model.document();
        ModelDocument described =
                before.with(before.readout().withTemperature(temperature), decision)
                        .withVersion(version);
        return ModelFile.of(withoutStaleBands(described, before), model.weights());
    }

    /** Confidences and answers are others at another temperature, or with other rules on when to answer. */
    private static ModelDocument withoutStaleBands(ModelDocument described, ModelDocument before) {
        boolean same =
                described.readout().equals(before.readout())
                        && described.decision().equals(before.decision());
        Bands bands = described.bands();
        return same || bands == null ? described : described.withBands(bands.ofLayers());
    }

    /** A model with bands from recordings that it was not trained on; with too few of them, with those that it has. */
    public static Model withBands(Model model, List<Recording> recordings) {
        return BandFit.of(model, recordings)
                .map(bands -> ModelFile.of(model.document().withBands(bands), model.weights()))
                .orElse(model);
    }
}
