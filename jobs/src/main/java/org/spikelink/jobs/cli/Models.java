package org.spikelink.jobs.cli;

import java.nio.file.Path;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.network.ModelWarnings;
import picocli.CommandLine.Model.CommandSpec;

/** Reads model files for commands and passes their warnings on. */
final class Models {
    private Models() {}

    static Model read(Path file, CommandSpec command) {
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
