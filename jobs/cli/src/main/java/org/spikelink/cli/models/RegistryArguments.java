package org.spikelink.cli.models;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Function;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.registry.Registry;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.connectors.kafka.registry.RegistryWriter;
import org.spikelink.tools.models.Rollout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The registry that a command works on. */
@Command // without a name: a mixin
final class RegistryArguments {
    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Option(
            names = "--models-topic",
            paramLabel = "TOPIC",
            defaultValue = RegistryReader.TOPIC,
            description =
                    "topic of published models and their schedules (default: ${DEFAULT-VALUE})")
    private String topic;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    KafkaCluster kafka() {
        return broker.known();
    }

    Duration giveUpAfter() {
        return broker.giveUpAfter();
    }

    String topic() {
        return topic;
    }

    /** The registry as it stands; records that cannot be used are reported. */
    Registry read() throws InterruptedException {
        broker.awaitBroker();
        Registry registry = RegistryReader.read(broker.kafka(), topic);
        warn(registry);
        return registry;
    }

    /** Opens the registry for changes. */
    RegistryWriter writer() throws InterruptedException {
        broker.awaitBroker();
        RegistryWriter writer = new RegistryWriter(broker.kafka(), topic);
        warn(writer.registry());
        return writer;
    }

    private void warn(Registry registry) {
        PrintWriter err = spec.commandLine().getErr();
        registry.problems().forEach(p -> err.println("warning: ignored record " + p));
    }

    /** Writes a changed schedule and prints what has changed. */
    int change(Function<Rollout, Rollout.Change> change) throws InterruptedException {
        try (RegistryWriter writer = writer()) {
            Rollout rollout = new Rollout(writer.registry(), System.currentTimeMillis());
            Rollout.Change changed = change.apply(rollout);
            writer.write(changed.schedule());
            PrintWriter out = spec.commandLine().getOut();
            changed.lines().forEach(out::println);
            out.flush();
        }
        return 0;
    }
}
