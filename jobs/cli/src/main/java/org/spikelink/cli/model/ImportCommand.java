package org.spikelink.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spikelink.cli.console.Output;
import org.spikelink.connectors.checkpoints.CheckpointException;
import org.spikelink.connectors.checkpoints.ModelImport;
import org.spikelink.connectors.checkpoints.TorchCheckpoint;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.file.ImportConfig;
import org.spikelink.core.model.file.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Creates a model file from a PyTorch checkpoint with snnTorch's parameter names.")
public final class ImportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE.pt",
            description = "state dict written by torch.save, alone or inside a dict")
    private Path checkpoint;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "MODEL.json",
            description =
                    "the model's JSON document; a layer's \"from\" is the prefix of its parameters in the checkpoint")
    private Path config;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "M.safetensors",
            description = "model file to write")
    private Path out;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        ImportConfig document = ImportConfig.read(config);
        ModelImport.Result result = result(document);
        Model model = result.model();
        ModelFile.write(model, out);
        PrintWriter text = Output.about(out, spec);
        text.printf(
                "%s: model %s, %d layers, %d classes, sha256 %s%n",
                out,
                model.document().id(),
                model.document().layers().size(),
                model.document().labels().size(),
                model.sha256());
        result.folded().forEach(line -> text.println(Printable.of(line)));
        for (String name : result.unused()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "warning: parameter "
                                    + name
                                    + " of the checkpoint belongs to no layer");
        }
        Models.warn(model, spec);
        return 0;
    }

    private ModelImport.Result result(ImportConfig document) {
        TorchCheckpoint parameters = TorchCheckpoint.read(checkpoint);
        try {
            return ModelImport.of(parameters, document);
        } catch (CheckpointException | ModelException e) {
            throw new SpikelinkException(checkpoint + ": " + e.getMessage(), e);
        }
    }
}
