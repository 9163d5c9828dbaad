package org.spikelink.jobs.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.network.ModelWarnings;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.learn.LayerActivity;
import org.spikelink.trainer.learn.Trace;
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
    private final String program;
    private final DeployedNetwork network;

    /**
     * Makes ready.
     *
     * @param program its name and version
     */
    public ReportFacts(Workshop workshop, Model model, String program) {
        this.workshop = workshop;
        this.model = model;
        this.program = program;
        this.network = new DeployedNetwork(model);
    }

    /**
     * The report of a training that learned from one part of the data and kept the other aside, if any.
     *
     * @param found on what was kept aside; on what was learned from where nothing was
     */
    public ReportData of(Training training, TrainingData data, Evaluation found) {
        boolean kept = !data.validation().isEmpty();
        List<Example> measured = data.measured();
        List<LayerActivity> activity = DeployedActivity.of(network, measured);
        List<String> warnings = new ArrayList<>(workshop.warnings());
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
                confusion(found),
                activity,
                examples(data));
    }

    private static Confusion confusion(Evaluation found) {
        int classes = found.labels().size();
        int[][] counts = new int[classes][classes];
        int[] undecided = new int[classes];
        for (int truth = 0; truth < classes; truth++) {
            undecided[truth] = found.recordings(truth);
            for (int taken = 0; taken < classes; taken++) {
                counts[truth][taken] = found.confusion(truth, taken);
                undecided[truth] -= counts[truth][taken];
            }
        }
        return new Confusion(counts, undecided);
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
        facts.put("program", program);
        facts.put("BLAS", workshop.blas().toString());
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

    /**
     * The first example of each class, of what was learned from where none was kept aside; the first example of all where
     * every step has a label.
     */
    private List<ReportData.Example> examples(TrainingData data) {
        List<ReportData.Example> examples = new ArrayList<>();
        for (int label = 0; label < model.document().labels().size(); label++) {
            int aside = first(data.validation(), label);
            int learned = first(data.learned(), label);
            if (aside >= 0) {
                int recording = data.split().validation()[aside];
                examples.add(example(data.validation().get(aside), recording, ""));
            } else if (learned >= 0) {
                String note = data.validation().isEmpty() ? "" : " (learned from)";
                int recording = data.split().training()[learned];
                examples.add(example(data.learned().get(learned), recording, note));
            }
        }
        if (examples.isEmpty()) {
            Example first = data.measured().get(0);
            Trace trace = DeployedTrace.of(network, first.sequence());
            examples.add(new ReportData.Example("", first.name(), null, trace));
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
                Measurement.labelOf(model, workshop.set().recording(recording)),
                DeployedTrace.of(network, example.sequence()));
    }
}
