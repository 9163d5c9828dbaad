package org.spikelink.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.cli.arguments.BagTopicArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.cli.arguments.StrictArguments;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.evaluation.Calibration;
import org.spikelink.evaluation.ConfidenceReport;
import org.spikelink.evaluation.RecordingSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink calibrate}. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fits the temperature of a model's confidences to labelled recordings, records the bands of its activity on them,"
                    + " and sets when the model answers. Weights, scores and spikes stay the same.",
            "Use recordings that the model was not trained on, such as the validation set: on its training set, a model is"
                    + " more often right than on others."
        })
public final class CalibrateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "model file (.safetensors)")
    private Path modelFile;

    @Option(
            names = "--recordings",
            paramLabel = "PATH",
            description =
                    "labelled recordings to fit the temperature to, as in evaluate (default: the temperature stays)")
    private Path recordings;

    @Option(
            names = "--abstain-below",
            paramLabel = "CONFIDENCE",
            description = "windows with less confidence get no class, 0..1; 0 for none")
    private Double abstainBelow;

    @Option(
            names = "--early-confidence",
            paramLabel = "CONFIDENCE",
            description =
                    "windows end as soon as they have this confidence, above 0 and at most 1; 0 for never")
    private Double earlyConfidence;

    @Option(
            names = "--early-steps",
            paramLabel = "N",
            description =
                    "with early-confidence: steps in a row that must have this confidence (default: 1)")
    private Integer earlySteps;

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description =
                    "version of the new model (default: the model's). A job that runs a model accepts another one of the same"
                            + " name only with another version")
    private String version;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "model file to write (default: beside the model, its name with -calibrated)")
    private Path out;

    @Option(names = "--force", description = "overwrite the file if --out exists")
    private boolean force;

    @Mixin private OpenArguments opening = new OpenArguments();

    @Mixin private SensorArguments sensor = new SensorArguments();

    @Mixin private StrictArguments strict = new StrictArguments();

    @Mixin private BagTopicArguments topic = new BagTopicArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        checkOptions();
        Model model = Models.read(modelFile, spec);
        Path file = out == null ? besideTheModel() : out;
        if (Files.exists(file) && !force) {
            throw new SpikelinkException(file + ": exists already; --force overwrites it");
        }
        DecisionSpec decision = decision(model.document().decision());
        Optional<Calibration> fitted = Optional.empty();
        List<Recording> labelled = List.of();
        if (recordings != null) {
            labelled = labelled(model);
            fitted = Optional.of(Calibration.fit(model, labelled));
        }
        Model written =
                Calibration.described(
                        model,
                        fitted.map(Calibration::temperature)
                                .orElse(model.document().readout().temperature()),
                        decision,
                        version == null ? model.document().version() : version);
        written = Calibration.withBands(written, labelled);
        ModelFile.write(written, file);
        fitted.ifPresent(f -> print(ConfidenceReport.calibration(f)));
        print("%s: model %s, sha256 %s".formatted(file, written.document().id(), written.sha256()));
        return 0;
    }

    private void checkOptions() {
        if (recordings == null && abstainBelow == null && earlyConfidence == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "calibrate needs --recordings, --abstain-below or --early-confidence (got none of them)");
        }
        if (earlySteps != null && earlyConfidence == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "early-steps needs early-confidence (got no early-confidence)");
        }
    }

    private DecisionSpec decision(DecisionSpec before) {
        DecisionSpec.Early early = before.early();
        if (earlyConfidence != null) {
            early =
                    earlyConfidence == 0
                            ? null
                            : new DecisionSpec.Early(
                                    earlyConfidence, earlySteps == null ? 1 : earlySteps);
        }
        return before.with(abstainBelow == null ? before.abstainBelow() : abstainBelow, early);
    }

    private List<Recording> labelled(Model model) {
        OpenOptions options = strict.with(opening.options(sensor.sensor(), topic.topic()));
        RecordingSet set = RecordingSet.of(recordings, options);
        set.skippedNotice().ifPresent(spec.commandLine().getErr()::println);
        return set.labelledBy(model);
    }

    private Path besideTheModel() {
        String name = modelFile.getFileName().toString().replaceFirst("\\.safetensors$", "");
        return modelFile.resolveSibling(name + "-calibrated.safetensors");
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
