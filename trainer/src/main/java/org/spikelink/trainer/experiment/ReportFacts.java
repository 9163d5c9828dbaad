package org.spikelink.trainer.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.network.ModelWarnings;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.learn.LayerActivity;
import org.spikelink.trainer.learn.Trace;
import org.spikelink.trainer.report.ReportData;
import org.spikelink.trainer.report.ReportResult;
import org.spikelink.trainer.run.DeployedActivity;
import org.spikelink.trainer.run.DeployedNetwork;
import org.spikelink.trainer.run.DeployedTrace;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingData;
import org.spikelink.trainer.run.Warnings;

/** Collects the content of a report. */
public final class ReportFacts {
    private final Experiment experiment;
    private final Model model;
    private final String program;
    private final DeployedNetwork network;
    private final DeployedNetwork layerByLayer; // for traces

    /**
     * The report of an experiment's model.
     *
     * @param program name and version of this program
     */
    public ReportFacts(Experiment experiment, Model model, String program) {
        this.experiment = experiment;
        this.model = model;
        this.program = program;
        this.network = new DeployedNetwork(model);
        this.layerByLayer = DeployedNetwork.layerByLayer(model);
    }

    /**
     * The report of a training.
     *
     * @param found confusion matrix of the validation set; of the training set if there is no validation set
     * @param test confusion matrix of the test set; null without one
     * @param measured accuracies of the cross-validation and of a baseline, possibly none
     * @param confidence what the confidences are worth on the test set or, without one, the validation set; null if unknown
     */
    public ReportData of(
            Training training,
            TrainingData data,
            ConfusionMatrix found,
            ConfusionMatrix test,
            List<ReportResult> measured,
            ConfidenceStudy confidence) {
        boolean heldOut = !data.validation().isEmpty();
        List<LayerActivity> activity = DeployedActivity.of(network, data.measured());
        String measuredOn = heldOut ? "validation set" : "training set";
        List<ReportResult> results = new ArrayList<>();
        if (test != null) {
            results.add(ReportResult.of(ReportResult.TEST, test));
        }
        measured.stream().filter(r -> r.of().equals(ReportResult.TEST)).forEach(results::add);
        measured.stream().filter(r -> !r.of().equals(ReportResult.TEST)).forEach(results::add);
        results.add(ReportResult.of(measuredOn, found));
        List<String> warnings = new ArrayList<>(experiment.warnings());
        warnings.addAll(ReportResult.losses(results));
        warnings.addAll(ModelWarnings.of(model));
        warnings.addAll(Warnings.ofGradients(training.history()));
        warnings.addAll(Warnings.ofActivity(activity));
        return new ReportData(
                model,
                facts(training, data.split()),
                results,
                warnings,
                training.history(),
                training.bestEpoch(),
                measuredOn,
                found,
                test,
                confidence,
                activity,
                examples(data));
    }

    private Map<String, String> facts(Training training, Split split) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("command", experiment.options().command());
        facts.put(
                "data",
                String.format(
                        Locale.ROOT,
                        "%,d recordings of %d classes; training set %,d, validation set %,d",
                        experiment.set().size(),
                        model.document().labels().size(),
                        split.training().length,
                        split.validation().length));
        facts.put("network", layers(model.document().layers()));
        facts.put(
                "epochs",
                "%d; the model has the weights of epoch %d"
                        .formatted(training.history().size(), training.bestEpoch()));
        facts.put("seed", Long.toString(experiment.options().seed()));
        facts.put("started", training.began());
        facts.put("program", program);
        facts.put(
                "Java",
                "%s on %s %s"
                        .formatted(
                                System.getProperty("java.vm.version"),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch")));
        facts.put("kernel", KernelChoice.ofThisJvm().kind().name().toLowerCase(Locale.ROOT));
        facts.put("BLAS", experiment.blas().toString());
        facts.put("model sha256", model.sha256());
        facts.put("data sha256", experiment.set().fingerprint());
        return facts;
    }

    private static String layers(List<LayerSpec> layers) {
        StringBuilder text = new StringBuilder(Integer.toString(layers.get(0).inputs()));
        for (LayerSpec layer : layers) {
            text.append(" → ").append(layer.type()).append(' ').append(layer.outputs());
        }
        return text.toString();
    }

    /**
     * The first example of each class in the validation set, or in the training set if the validation set has none.
     * If every step has a label, only the first example of all.
     */
    private List<ReportData.Example> examples(TrainingData data) {
        List<ReportData.Example> examples = new ArrayList<>();
        for (int label = 0; label < model.document().labels().size(); label++) {
            int heldOut = first(data.validation(), label);
            int training = first(data.training(), label);
            if (heldOut >= 0) {
                int recording = data.split().validation()[heldOut];
                examples.add(example(data.validation().get(heldOut), recording, ""));
            } else if (training >= 0) {
                String note = data.validation().isEmpty() ? "" : " (training set)";
                int recording = data.split().training()[training];
                examples.add(example(data.training().get(training), recording, note));
            }
        }
        if (examples.isEmpty()) {
            Example first = data.measured().get(0);
            Trace trace = DeployedTrace.of(layerByLayer, first.sequence());
            examples.add(new ReportData.Example("", first.name(), null, first.sequence(), trace));
        }
        return examples;
    }

    private static int first(List<Example> examples, int label) {
        for (int n = 0; n < examples.size(); n++) {
            if (examples.get(n).label() == label) {
                return n;
            }
        }
        return -1;
    }

    private ReportData.Example example(Example example, int recording, String note) {
        return new ReportData.Example(
                model.document().labels().get(example.label()),
                example.name() + note,
                HeldOutAccuracy.labelOf(model, experiment.set().recording(recording)),
                example.sequence(),
                DeployedTrace.of(layerByLayer, example.sequence()));
    }
}
