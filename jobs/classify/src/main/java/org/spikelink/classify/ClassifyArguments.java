package org.spikelink.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spikelink.classify.config.Flags;
import org.spikelink.classify.config.JobOption;
import org.spikelink.classify.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The job's options as a user sets them: on the command line, in a file, in the environment. */
@Command // without a name: a mixin
public final class ClassifyArguments {
    private Flags flags;

    /** Adds the options to the command that this is mixed into. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        flags = new Flags(command, ClassifyConfig.ALL).withFile().withProperties();
    }

    /**
     * All settings.
     *
     * @throws IllegalArgumentException naming what cannot be used or is missing
     */
    public Settings settings() {
        return settings(Map.of());
    }

    /**
     * The options that resume this job as it runs, from any folder: what the command line, the environment and the
     * file that {@code --config} names set, without where to begin, and without the values of secrets.
     */
    public List<String> wordsToResume() {
        List<String> words = new ArrayList<>();
        flags.file().ifPresent(file -> words.add("--config=" + file.toAbsolutePath()));
        for (String word : Settings.words(flags, System.getenv())) {
            if (!isStart(word)) {
                words.add(absolute(word));
            }
        }
        return words;
    }

    private static boolean isStart(String word) {
        return Stream.of(ClassifyConfig.RESTORE, ClassifyConfig.FROM, ClassifyConfig.SWITCH_MODEL)
                .anyMatch(option -> word.startsWith(option.flag() + "="));
    }

    private static String absolute(String word) {
        for (JobOption<String> option :
                List.of(ClassifyConfig.MODEL, ClassifyConfig.CHECKPOINT_DIR)) {
            String start = option.flag() + "=";
            if (word.startsWith(start)) {
                return start + CheckpointFolder.absolute(word.substring(start.length()));
            }
        }
        return word;
    }

    /**
     * All settings, for a job on a cluster.
     *
     * @param flink the cluster's configuration, which all other sources override
     * @throws IllegalArgumentException naming what cannot be used or is missing, or a secret among the arguments
     */
    Settings settingsOnCluster(Map<String, String> flink) {
        flags.rejectSecrets();
        return settings(flink);
    }

    /**
     * All settings, on top of a cluster's configuration.
     *
     * @param flink that configuration
     * @throws IllegalArgumentException naming what cannot be used or is missing
     */
    public Settings settings(Map<String, String> flink) {
        Settings settings = Settings.of(ClassifyConfig.ALL, flink, flags, System.getenv());
        if (settings.find(ClassifyConfig.MODEL_NAME).isPresent()) {
            settings.require(ClassifyConfig.BOOTSTRAP_SERVERS);
        } else {
            settings.require(ClassifyConfig.MODEL, ClassifyConfig.BOOTSTRAP_SERVERS);
        }
        return settings;
    }
}
