package org.spikelink.cli.model;

import java.nio.file.Path;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.network.ModelWarnings;
import picocli.CommandLine.Model.CommandSpec;

/** Reads model files for commands and prints their warnings. */
public final class Models {
    private Models() {}

    public static Model read(Path file, CommandSpec command) {
        Model model = ModelFile.read(file);
        warn(model, command);
        return model;
    }

    static void warn(Model model, CommandSpec command) {
        for (String warning : ModelWarnings.of(model)) {
            command.commandLine().getErr().println("warning: " + warning);
        }
    }
}
