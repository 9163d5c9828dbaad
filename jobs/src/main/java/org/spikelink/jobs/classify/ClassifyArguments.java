package org.spikelink.jobs.classify;

import java.util.Map;
import org.spikelink.jobs.classify.config.Flags;
import org.spikelink.jobs.classify.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The job's options as a user sets them: on the command line, in a file, in the environment. */
@Command // of no name: to be mixed into one
public final class ClassifyArguments {
    private Flags flags;

    /** Adds the options to the command that this is mixed into. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        flags = new Flags(command, ClassifyConfig.ALL).withFile().withProperties();
    }

    /**
     * All that was set.
     *
     * @throws IllegalArgumentException naming what cannot be used or is missing
     */
    public Settings settings() {
        return settings(Map.of());
    }

    /**
     * All that was set, for a job on a cluster.
     *
     * @param flink the cluster's configuration, over which all else wins
     * @throws IllegalArgumentException naming what cannot be used or is missing, or a secret among the arguments
     */
    Settings settingsOnCluster(Map<String, String> flink) {
        flags.refuseSecrets();
        return settings(flink);
    }

    /**
     * All that was set, over what a cluster's configuration says.
     *
     * @param flink that configuration
     * @throws IllegalArgumentException naming what cannot be used or is missing
     */
    public Settings settings(Map<String, String> flink) {
        Settings settings = Settings.of(ClassifyConfig.ALL, flink, flags, System.getenv());
        settings.require(ClassifyConfig.MODEL, ClassifyConfig.BOOTSTRAP_SERVERS);
        return settings;
    }
}
