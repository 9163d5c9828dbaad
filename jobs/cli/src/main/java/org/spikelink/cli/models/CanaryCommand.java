package org.spikelink.cli.models;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.tools.models.ModelReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spikelink models canary}. */
@Command(
        name = "canary",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets a published version classify a share of the streams, chosen by a hash of their names.",
            "A larger percentage later keeps the streams and adds others. See spikelink models promote and rollback."
        })
final class CanaryCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME@VERSION",
            converter = References.OfModel.class,
            description = "the version")
    private ModelReference model;

    @Option(
            names = "--percent",
            paramLabel = "N",
            required = true,
            description = "percentage of the streams, 0.01 to 100, with at most two decimals")
    private String percent;

    @Option(
            names = "--compare",
            description =
                    "let the version that classifies the other streams run as a shadow of these, so that the job counts in how"
                            + " many windows both give the same class")
    private boolean compare;

    @Option(
            names = "--rollback-if",
            paramLabel = "RULE",
            converter = References.OfRule.class,
            description =
                    "when spikelink models guard ends the canary, such as \"agreement<0.9 for 10min\"; sets --compare")
    private RollbackRule.Condition rollbackIf;

    @Mixin private StartArguments start = new StartArguments();

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Override
    public Integer call() throws InterruptedException {
        return registry.change(
                rollout ->
                        rollout.canary(
                                model,
                                percent,
                                start.fromMs(rollout.nowMs()),
                                compare,
                                Optional.ofNullable(rollbackIf)));
    }
}
