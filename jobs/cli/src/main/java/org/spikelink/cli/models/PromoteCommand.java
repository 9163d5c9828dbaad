package org.spikelink.cli.models;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.tools.models.ModelReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code spikelink models promote}. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lets the version that is a canary classify all streams.")
final class PromoteCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME[@VERSION]",
            description = "the version; may be left out if only one is tried")
    private String model;

    @Mixin private StartArguments start = new StartArguments();

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Override
    public Integer call() throws InterruptedException {
        boolean named = model.contains("@");
        ModelReference reference =
                named ? ModelReference.parse(model) : new ModelReference(model, "");
        Optional<String> version = named ? Optional.of(reference.version()) : Optional.empty();
        return registry.change(
                rollout ->
                        rollout.promote(reference.name(), version, start.fromMs(rollout.nowMs())));
    }
}
