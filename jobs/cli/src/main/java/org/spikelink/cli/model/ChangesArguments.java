package org.spikelink.cli.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.Model;
import org.spikelink.evaluation.ModelChanges;
import org.spikelink.evaluation.ModelChangesFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for recordings whose model was changed while they played. */
final class ChangesArguments {
    @Option(
            names = "--changes",
            paramLabel = "FILE.jsonl",
            description =
                    "which step of which stream took up which model: a JSON object {stream, step, model} a line, as the"
                            + " outputs of a job have it in stream, model_step and model; others keep --model")
    private Path file;

    @Option(
            names = "--changed-models",
            paramLabel = "FILE",
            description =
                    "file of a model that --changes names besides --model; may be given several times")
    private List<Path> models = new ArrayList<>();

    /** The changes; null if there are none. */
    ModelChanges read(Model first, CommandSpec spec) {
        if (file == null && !models.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "changed-models needs --changes, which names them");
        }
        if (file == null) {
            return null;
        }
        List<Model> all = new ArrayList<>(List.of(first));
        models.forEach(path -> all.add(Models.read(path, spec)));
        return new ModelChanges(all, ModelChangesFile.read(file));
    }
}
