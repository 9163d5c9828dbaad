package org.spikelink.classify;

import java.util.Map;
import org.spikelink.classify.config.Flags;
import org.spikelink.classify.config.Settings;
import org.spikelink.connectors.kafka.client.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The topics' names as options. */
@Command // without a name: a mixin
public final class TopicArguments {
    private Flags flags;

    /** Adds the options to the command that this is mixed into. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        flags = new Flags(command, ClassifyConfig.TOPICS);
    }

    /** The names given, or the defaults. */
    public Topics topics() {
        return topics(Settings.of(ClassifyConfig.ALL, Map.of(), flags, System.getenv()));
    }

    static Topics topics(Settings settings) {
        Topics topics =
                new Topics(
                        settings.get(ClassifyConfig.SENSORS_TOPIC),
                        settings.get(ClassifyConfig.SPIKES_TOPIC),
                        settings.get(ClassifyConfig.CLASSES_TOPIC),
                        settings.get(ClassifyConfig.REJECTED_TOPIC),
                        settings.get(ClassifyConfig.HEALTH_TOPIC));
        return settings.find(ClassifyConfig.SHADOW_TOPIC).map(topics::withShadow).orElse(topics);
    }
}
