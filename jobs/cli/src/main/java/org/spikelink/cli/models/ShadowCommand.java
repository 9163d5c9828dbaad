package org.spikelink.cli.models;

import java.util.concurrent.Callable;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.tools.models.ModelReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spikelink models shadow}. */
@Command(
        name = "shadow",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lets a published version run beside the active one. Its classes go to a topic of their own.")
final class ShadowCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME@VERSION",
            converter = References.OfModel.class,
            description = "the version")
    private ModelReference model;

    @Option(names = "--stop", description = "end it")
    private boolean stop;

    @Mixin private StartArguments start = new StartArguments();

    @Option(
            names = "--streams",
            paramLabel = "all|prefix:TEXT|regex:PATTERN",
            defaultValue = "all",
            converter = References.OfStreams.class,
            description = References.STREAMS)
    private StreamSelector streams;

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Override
    public Integer call() throws InterruptedException {
        return registry.change(
                rollout ->
                        stop
                                ? rollout.endShadow(model)
                                : rollout.shadow(model, start.fromMs(rollout.nowMs()), streams));
    }
}
