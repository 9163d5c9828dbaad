package org.spikelink.cli.models;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.tools.models.ModelReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spikelink models activate}. */
@Command(
        name = "activate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lets a published version classify all streams, or some. Each stream changes at its next decision window.")
final class ActivateCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME@VERSION",
            converter = References.OfModel.class,
            description = "the version")
    private ModelReference model;

    @Mixin private StartArguments start = new StartArguments();

    @Option(
            names = "--streams",
            paramLabel = "all|prefix:TEXT|regex:PATTERN",
            defaultValue = "all",
            converter = References.OfStreams.class,
            description = References.STREAMS)
    private StreamSelector streams;

    @Option(
            names = "--rollback-if",
            paramLabel = "RULE",
            converter = References.OfRule.class,
            description =
                    "when spikelink models guard takes the version back, such as \"agreement<0.9 for 10min\"; the version before"
                            + " runs as a shadow of the streams meanwhile")
    private RollbackRule.Condition rollbackIf;

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Override
    public Integer call() throws InterruptedException {
        return registry.change(
                rollout ->
                        rollout.activate(
                                model,
                                start.fromMs(rollout.nowMs()),
                                streams,
                                Optional.ofNullable(rollbackIf)));
    }
}
