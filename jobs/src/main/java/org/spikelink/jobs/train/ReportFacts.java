package org.spikelink.jobs.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.network.ModelWarnings;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.learn.LayerActivity;
import org.spikelink.trainer.network.Blas;
import org.spikelink.trainer.report.ReportData;
import org.spikelink.trainer.run.Confusion;
import org.spikelink.trainer.run.DeployedActivity;
import org.spikelink.trainer.run.DeployedNetwork;
import org.spikelink.trainer.run.DeployedTrace;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingData;
import org.spikelink.trainer.run.Warnings;

/** Gathers what a report tells. */
public final class ReportFacts {
    private final Workshop workshop;
    private final Model model;
    private final DeployedNetwork network;

    public ReportFacts(Workshop workshop, Model model) {
        this.workshop = workshop;
        this.model = model;
        this.network = new DeployedNetwork(model);
    }

    /** The report of a training that learned from one part of the data and kept the other aside, if any. */
    public ReportData of(Training training, TrainingData data) {
        boolean kept = !data.validation().isEmpty();
        List<Example> measured = data.measured();
        List<LayerActivity> activity = DeployedActivity.of(network, measured);
        List<String> warnings = new ArrayList<>(data.set().warnings());
        warnings.addAll(ModelWarnings.of(model));
        warnings.addAll(Warnings.ofGradients(training.history()));
        warnings.addAll(Warnings.ofActivity(activity));
        return new ReportData(
                model,
                facts(training, data.split()),
                warnings,
                training.history(),
                training.bestEpoch(),
                kept ? "what was kept aside" : "what was learned from",
                Confusion.of(network, measured),
                activity,
                examples(measured));
    }

    private Map<String, String> facts(Training training, Split split) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", model.document().id() + ", sha256 " + model.sha256());
        facts.put("command", workshop.commandLine());
        facts.put(
                "data",
                "%,d recordings of %d classes; %,d learned from, %,d kept aside"
                        .formatted(
                                workshop.set().size(),
                                model.document().labels().size(),
                                split.training().length,
                                split.validation().length));
        facts.put("data sha256", workshop.set().fingerprint());
        facts.put("network", layers(model.document().layers()));
        facts.put(
                "epochs",
                "%d, of which %d was kept"
                        .formatted(training.history().size(), training.bestEpoch()));
        facts.put("seed", Long.toString(workshop.arguments().run().seed()));
        facts.put("began", training.began());
        facts.put("BLAS", Blas.open().toString());
        facts.put("kernel", KernelChoice.ofThisJvm().kind().name().toLowerCase(Locale.ROOT));
        facts.put(
                "Java",
                "%s on %s %s"
                        .formatted(
                                System.getProperty("java.vm.version"),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch")));
        return facts;
    }

    private static String layers(List<LayerSpec> layers) {
        StringBuilder text = new StringBuilder(Integer.toString(layers.get(0).inputs()));
        for (LayerSpec layer : layers) {
            text.append(layer instanceof LayerSpec.Slstm ? " → slstm " : " → linear ")
                    .append(layer.outputs());
        }
        return text.toString();
    }

    /** The first example of each class; the first example of all where every step has a label. */
    private List<ReportData.Example> examples(List<Example> measured) {
        List<ReportData.Example> examples = new ArrayList<>();
        List<String> labels = model.document().labels();
        for (int label = 0; label < labels.size(); label++) {
            for (Example example : measured) {
                if (example.label() == label) {
                    examples.add(example(labels, example));
                    break;
                }
            }
        }
        return examples.isEmpty() ? List.of(example(labels, measured.get(0))) : examples;
    }

    private ReportData.Example example(List<String> labels, Example example) {
        LabelledSequence sequence = example.sequence();
        boolean perStep = sequence.isPerStep();
        String label = perStep ? "" : labels.get(example.label());
        String found =
                perStep
                        ? null
                        : labels.get(network.classOf(sequence, DeployedNetwork.Observer.NONE));
        return new ReportData.Example(
                label, example.name(), found, DeployedTrace.of(network, sequence));
    }
}
