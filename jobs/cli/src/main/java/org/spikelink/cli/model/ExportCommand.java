package org.spikelink.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.spikelink.cli.console.Output;
import org.spikelink.connectors.checkpoints.ModelExport;
import org.spikelink.connectors.checkpoints.NpzFile;
import org.spikelink.connectors.checkpoints.Parameter;
import org.spikelink.connectors.checkpoints.TorchFile;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a model's parameters with snnTorch's names, for PyTorch or NumPy.")
public final class ExportCommand implements Callable<Integer> {
    /** Format of the exported file. */
    enum Format {
        SNNTORCH(".pt"),
        NPZ(".npz");

        private final String suffix;

        Format(String suffix) {
            this.suffix = suffix;
        }
    }

    @Parameters(paramLabel = "M.safetensors", description = "model file")
    private Path modelFile;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "snntorch|npz",
            description =
                    "snntorch: state dict for torch.load (.pt); npz: arrays for numpy.load (.npz)")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "file to write (default: beside the model, with the format's suffix)")
    private Path out;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Model model = ModelFile.read(modelFile);
        Map<String, Parameter> parameters = ModelExport.of(model);
        Path file = out == null ? besideTheModel() : out;
        write(file, format == Format.NPZ ? NpzFile.bytes(parameters) : TorchFile.bytes(parameters));
        Output.about(file, spec)
                .printf(
                        "%s: model %s, %d parameters (%s)%n",
                        file,
                        model.document().id(),
                        parameters.size(),
                        String.join(", ", parameters.keySet()));
        warn(parameters);
        return 0;
    }

    private Path besideTheModel() {
        String name = modelFile.getFileName().toString().replaceFirst("\\.safetensors$", "");
        return modelFile.resolveSibling(name + format.suffix);
    }

    private static void write(Path file, byte[] bytes) {
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw new SpikelinkException(
                    file + ": cannot be written (" + FileFailure.unwritten(e) + ")", e);
        }
    }

    /** Warns of parameters that snnTorch does not have. */
    private void warn(Map<String, Parameter> parameters) {
        for (String name : parameters.keySet()) {
            if (format == Format.SNNTORCH && name.matches(".*\\.(syn|mem)_0")) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "warning: snnTorch's SLSTM has no parameter "
                                        + name
                                        + "; pass it to forward() and use load_state_dict(strict=False)");
            }
        }
    }
}
