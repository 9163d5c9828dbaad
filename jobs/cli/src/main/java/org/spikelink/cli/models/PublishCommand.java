package org.spikelink.cli.models;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.classify.CheckpointFolder;
import org.spikelink.connectors.kafka.registry.RegistryWriter;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.tools.models.ModelPublisher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink models publish}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks model files, copies each to the store under its sha256, and enters it in the registry.",
            "No stream changes yet: see spikelink models activate. A version that has been published never changes."
        })
final class PublishCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "model files (.safetensors)")
    private List<Path> files;

    @Option(
            names = "--model-store",
            paramLabel = "DIR",
            required = true,
            description =
                    "folder or URI that the files are copied to, and that all TaskManagers can read, such as s3://bucket/models")
    private String store;

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String folder = CheckpointFolder.uri(store);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (RegistryWriter writer = registry.writer()) {
            ModelPublisher publisher =
                    new ModelPublisher(writer, folder, System.currentTimeMillis());
            for (Path file : files) {
                ModelPublisher.Published published = publisher.publish(file);
                published.warnings().forEach(w -> err.println("warning: " + w));
                ModelVersion version = published.model().version();
                out.printf(
                        "%s@%s %s: %s, sha256 %s%n",
                        version.name(),
                        version.version(),
                        published.isNew() ? "is published" : "was published before",
                        version.uri(),
                        version.sha256());
                out.flush();
            }
        }
        return 0;
    }
}
