package org.spikelink.cli.models;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.spikelink.classify.TopicArguments;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.tools.guard.Guard;
import org.spikelink.tools.guard.GuardOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink models guard}. */
@Command(
        name = "guard",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes versions back by the rules that --rollback-if of activate, canary and shadow has given them.",
            "Reads the classes of the job and of shadows until it is stopped with Ctrl-C. It may be started again at any time, and"
                    + " several may run."
        })
final class GuardCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "guard this model only")
    private String name;

    @Option(names = "--once", description = "judge each rule once, and end")
    private boolean once;

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Mixin private TopicArguments topics = new TopicArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Topics names = topics.topics();
        GuardOptions options =
                new GuardOptions(
                        registry.kafka(),
                        registry.topic(),
                        names.classes(),
                        names.shadow(),
                        Optional.ofNullable(name),
                        registry.giveUpAfter(),
                        once);
        Guard guard = new Guard(options, printed(), spec.commandLine().getErr()::println);
        CtrlC ctrlC = CtrlC.runs(guard::cancel);
        try {
            guard.run();
        } finally {
            ctrlC.finished();
        }
        return 0;
    }

    /** Each line at once: it may go to a log. */
    private Consumer<String> printed() {
        PrintWriter out = spec.commandLine().getOut();
        return line -> {
            out.println(line);
            out.flush();
        };
    }
}
