package org.spikelink.tools.run;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.error.Printable;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.model.Model;

/** What runs where, for the person who has started a job in this process. */
public final class ReadySummary {
    private ReadySummary() {}

    /**
     * One fact per line.
     *
     * @param options with the folder of checkpoints that is used
     * @param parallelism of the job
     * @param keepsCheckpoints whether the user named the folder; one that was not named is deleted at the end
     * @param dashboard address of Flink's dashboard, if it was asked for
     */
    public static List<String> lines(
            Model model,
            ClassifyOptions options,
            int parallelism,
            boolean keepsCheckpoints,
            Optional<URI> dashboard) {
        Topics topics = options.sink().topics();
        String brokers = options.kafka().bootstrapServers();
        List<String> written = new ArrayList<>(options.topics());
        written.remove(topics.sensors());
        List<String> lines = new ArrayList<>();
        lines.add("job          %s, parallelism %d".formatted(options.jobName(), parallelism));
        lines.add("reads        %s at %s".formatted(topics.sensors(), brokers));
        lines.add(
                "writes       %s, %s"
                        .formatted(String.join(", ", written), options.sink().delivery()));
        lines.add(
                "model        %s, sha256 %s"
                        .formatted(Printable.of(model.document().id()), model.sha256()));
        lines.add("kernel       " + KernelChoice.ofThisJvm().kind());
        lines.add(
                "checkpoints  %s, every %s%s"
                        .formatted(
                                options.flink().checkpointFolder().orElse("in memory"),
                                seconds(options),
                                keepsCheckpoints ? "" : ", deleted at the end"));
        lines.add(
                "dashboard    "
                        + dashboard.map(URI::toString).orElse("off; --web-ui serves Flink's"));
        lines.add("watch        ./spikelink watch" + where(options));
        lines.add("live page    ./spikelink view" + where(options));
        return lines;
    }

    private static String seconds(ClassifyOptions options) {
        long ms = options.flink().checkpointInterval().toMillis();
        return ms % 1000 == 0 ? ms / 1000 + " s" : ms + " ms";
    }

    /** The options that lead other commands to the same topics. */
    private static String where(ClassifyOptions options) {
        Topics topics = options.sink().topics();
        Topics usual = Topics.defaults();
        StringBuilder text =
                new StringBuilder(" --bootstrap-servers ")
                        .append(options.kafka().bootstrapServers());
        add(text, "--sensors-topic", topics.sensors(), usual.sensors());
        add(text, "--spikes-topic", topics.spikes(), usual.spikes());
        add(text, "--classes-topic", topics.classes(), usual.classes());
        add(text, "--rejected-topic", topics.rejected(), usual.rejected());
        add(text, "--health-topic", topics.health(), usual.health());
        add(text, "--shadow-topic", topics.shadow(), topics.classes() + ".shadow");
        return text.toString();
    }

    private static void add(StringBuilder text, String option, String topic, String usual) {
        if (!topic.equals(usual)) {
            text.append(' ').append(option).append(' ').append(topic);
        }
    }
}
