package org.spikelink.cli.models;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.tools.models.ModelReference;
import org.spikelink.tools.models.Rollout;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink models shadow}. */
@Command(
        name = "shadow",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets a published version step streams beside the version that classifies them.",
            "Its classes go to a topic of their own, and the job counts in how many windows both give the same class."
        })
final class ShadowCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME@VERSION",
            converter = References.OfModel.class,
            description = "the version")
    private ModelReference model;

    @ArgGroup(exclusive = true)
    private Streams streams = new Streams();

    private static final class Streams {
        @Option(
                names = "--streams",
                paramLabel = "all|prefix:TEXT|regex:PATTERN",
                converter = References.OfStreams.class,
                description =
                        "the streams: all, prefix:TEXT, or regex:PATTERN, which must match the whole name (default: all)")
        private StreamSelector selected;

        @Option(
                names = "--percent",
                paramLabel = "N",
                description =
                        "percentage of the streams, 0.01 to 100, those that a canary of this version would have")
        private String percent;

        @Option(names = "--stop", description = "end the shadow instead")
        private boolean stop;
    }

    @Option(
            names = "--rollback-if",
            paramLabel = "RULE",
            converter = References.OfRule.class,
            description =
                    "when spikelink models guard ends the shadow, such as \"agreement<0.9 for 10min\"")
    private RollbackRule.Condition rollbackIf;

    @Mixin private StartArguments start = new StartArguments();

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (streams.stop && rollbackIf != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rollback-if must not be given with --stop: a shadow that has ended is not guarded");
        }
        return registry.change(
                rollout -> {
                    long fromMs = start.fromMs(rollout.nowMs());
                    if (streams.stop) {
                        return rollout.endShadow(model, fromMs);
                    }
                    return rollout.shadow(
                            model, fromMs, selected(rollout), Optional.ofNullable(rollbackIf));
                });
    }

    private StreamSelector selected(Rollout rollout) {
        if (streams.percent != null) {
            return rollout.share(model, streams.percent);
        }
        return streams.selected == null ? new StreamSelector.All() : streams.selected;
    }
}
