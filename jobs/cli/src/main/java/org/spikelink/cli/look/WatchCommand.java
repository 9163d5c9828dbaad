package org.spikelink.cli.look;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.classify.Converters;
import org.spikelink.classify.TopicArguments;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.cli.console.Output;
import org.spikelink.cli.console.OutputStreamKind;
import org.spikelink.cli.console.PlainScreen;
import org.spikelink.cli.console.TerminalScreen;
import org.spikelink.cli.console.TerminalSize;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.tools.watch.Screen;
import org.spikelink.tools.watch.WatchOptions;
import org.spikelink.tools.watch.Watcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows a job's outputs live: class, spikes per second and latency of each stream, and its health if the job"
                        + " measures it. Stop with Ctrl-C.")
public final class WatchCommand implements Callable<Integer> {
    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private TopicArguments topics = new TopicArguments();

    @Option(
            names = "--models-topic",
            paramLabel = "TOPIC",
            defaultValue = RegistryReader.TOPIC,
            description =
                    "topic of models and schedules, whose rollbacks are shown (default: ${DEFAULT-VALUE})")
    private String modelsTopic;

    @Option(
            names = "--from",
            converter = Converters.OfStart.class,
            defaultValue = "latest",
            description =
                    "where to start: earliest, latest, or a time as 2026-01-31T12:00:00Z or ms since 1970 (default:"
                            + " ${DEFAULT-VALUE})")
    private StartFrom from;

    @Option(
            names = "--plain",
            description =
                    "print a new table every second instead of refreshing one; the default if the output is not a terminal")
    private boolean plain;

    @Option(names = "--seconds", paramLabel = "N", description = "stop after N seconds")
    private Double seconds;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Watcher watcher = new Watcher(options(), spec.commandLine().getErr()::println);
        CtrlC ctrlC = CtrlC.runs(watcher::cancel);
        try (Screen screen = screen()) {
            watcher.run(screen);
        } finally {
            ctrlC.finished();
        }
        return 0;
    }

    private Screen screen() {
        return !plain && OutputStreamKind.STDOUT.isTerminal()
                ? new TerminalScreen(Output.terminal(), TerminalSize::now, Output.terminalCharset())
                : new PlainScreen(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private WatchOptions options() {
        try {
            Topics names = topics.topics();
            return new WatchOptions(
                    broker.kafka(),
                    names.spikes(),
                    names.classes(),
                    names.health(),
                    names.shadow(),
                    modelsTopic,
                    from,
                    broker.giveUpAfter(),
                    Optional.ofNullable(seconds).map(s -> Duration.ofMillis(Math.round(s * 1000))));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
