package org.spikelink.cli.models;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spikelink models rollback}. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Ends all canaries of a model. Without one, activates for all streams the version that was active before."
                        + " Changes that have not begun are cancelled.")
final class RollbackCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the model")
    private String name;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "version to go back to (default: the one before)")
    private String to;

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Override
    public Integer call() throws InterruptedException {
        return registry.change(rollout -> rollout.rollback(name, Optional.ofNullable(to)));
    }
}
