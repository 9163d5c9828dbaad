package org.spikelink.jobs.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.connectors.kafka.StartFrom;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.jobs.classify.Converters;
import org.spikelink.jobs.classify.TopicArguments;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.jobs.watch.PlainScreen;
import org.spikelink.jobs.watch.Screen;
import org.spikelink.jobs.watch.TerminalScreen;
import org.spikelink.jobs.watch.TerminalSize;
import org.spikelink.jobs.watch.WatchException;
import org.spikelink.jobs.watch.WatchOptions;
import org.spikelink.jobs.watch.Watcher;
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
                "Shows live what a job writes: each stream's class, spikes a second and latency. Ctrl-C ends it.")
public final class WatchCommand implements Callable<Integer> {
    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private TopicArguments topics = new TopicArguments();

    @Option(
            names = "--from",
            converter = Converters.OfStart.class,
            defaultValue = "latest",
            description =
                    "earliest, latest, or a time (2026-01-31T12:00:00Z or ms) (default: ${DEFAULT-VALUE})")
    private StartFrom from;

    @Option(
            names = "--plain",
            description =
                    "print a table every second, as when the output is no terminal, instead of refreshing one")
    private boolean plain;

    @Option(names = "--seconds", paramLabel = "N", description = "end after so long")
    private Double seconds;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Watcher watcher = new Watcher(options());
        CtrlC ctrlC = CtrlC.runs(watcher::cancel);
        try (Screen screen = screen()) {
            watcher.run(screen);
        } catch (WatchException e) {
            throw new CommandException(e.getMessage(), e);
        } finally {
            ctrlC.finished();
        }
        return 0;
    }

    private Screen screen() {
        PrintWriter out = spec.commandLine().getOut();
        return !plain && OutputStreamKind.STDOUT.isTerminal()
                ? new TerminalScreen(out, TerminalSize::now)
                : new PlainScreen(out);
    }

    private WatchOptions options() {
        try {
            Topics names = topics.topics();
            return new WatchOptions(
                    broker.bootstrapServers(),
                    names.spikes(),
                    names.classes(),
                    from,
                    broker.giveUpAfter(),
                    Optional.ofNullable(seconds).map(s -> Duration.ofMillis(Math.round(s * 1000))),
                    broker.kafkaProperties());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
