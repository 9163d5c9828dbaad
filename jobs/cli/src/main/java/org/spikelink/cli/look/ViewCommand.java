package org.spikelink.cli.look;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.spikelink.classify.TopicArguments;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.viewer.ViewerOptions;
import org.spikelink.viewer.ViewerServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink view}. */
@Command(
        name = "view",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serves a live page: events, spikes, class scores and rates of each stream. Stop with Ctrl-C.",
            "It reads the topics without a consumer group, so that the job is not slowed."
        })
public final class ViewCommand implements Callable<Integer> {
    private static final long CHECK_EVERY_S = 1;

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
            names = "--input-format",
            paramLabel = "FORMAT",
            defaultValue = "protobuf",
            description = "how sensors write: protobuf, json or csv (default: ${DEFAULT-VALUE})")
    private InputFormat inputFormat;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = ViewerOptions.LOOPBACK,
            description =
                    "address to listen on; anyone who reaches it sees the streams (default: ${DEFAULT-VALUE}, this"
                            + " machine only)")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8090",
            description = "port to listen on, 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ViewerOptions options = options();
        checkTopics(options);
        CountDownLatch stopped = new CountDownLatch(1);
        CtrlC ctrlC = CtrlC.runs(stopped::countDown);
        try (ViewerServer viewer =
                ViewerServer.start(options, spec.commandLine().getErr()::println)) {
            spec.commandLine().getOut().println("the live page is at " + viewer.uri());
            spec.commandLine().getOut().flush();
            while (!stopped.await(CHECK_EVERY_S, TimeUnit.SECONDS)) {
                viewer.checkBroker(broker.giveUpAfter());
            }
        } finally {
            ctrlC.finished();
        }
        return 0;
    }

    private void checkTopics(ViewerOptions options) throws InterruptedException {
        try (BrokerWatch watch =
                BrokerWatch.connect(
                        options.kafka(),
                        broker.giveUpAfter(),
                        spec.commandLine().getErr()::println)) {
            watch.requireTopics(options.topics().ofEveryJob(), "");
        }
    }

    private ViewerOptions options() {
        try {
            return new ViewerOptions(
                    broker.kafka(), topics.topics(), modelsTopic, inputFormat, host, port);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
