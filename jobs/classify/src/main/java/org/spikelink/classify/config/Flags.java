package org.spikelink.classify.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Command-line options made from {@link JobOption}s, and the values that the user gave. */
public final class Flags {
    static final String PROPERTY = "--kafka-property";
    private static final String CONFIG = "--config";

    private final CommandSpec command;
    private final Map<JobOption<?>, OptionSpec> options = new LinkedHashMap<>();

    /** Adds options to a command, in this order. */
    public Flags(CommandSpec command, List<? extends JobOption<?>> options) {
        this.command = command;
        options.forEach(option -> this.options.put(option, add(option)));
    }

    private OptionSpec add(JobOption<?> option) {
        OptionSpec.Builder builder =
                builder(option.flag(), option.label(), option.help()).type(String.class);
        return add(option.isFlag() ? builder.arity("0..1").fallbackValue("on") : builder);
    }

    /** Adds {@code --kafka-property}. */
    public Flags withProperties() {
        String description = "passed on to Kafka's clients; may be repeated";
        add(builder(PROPERTY, "KEY=VALUE", description).type(String[].class));
        return this;
    }

    /** Adds {@code --config}. */
    public Flags withFile() {
        String description =
                "YAML with keys such as spikelink.model; flags override it, and SPIKELINK_MODEL in the"
                        + " environment overrides both";
        add(builder(CONFIG, "FILE", description).type(Path.class));
        return this;
    }

    private static OptionSpec.Builder builder(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .arity("1")
                .description(description.replace("%", "%%"));
    }

    private OptionSpec add(OptionSpec.Builder builder) {
        OptionSpec option = builder.order(command.options().size()).build();
        command.addOption(option);
        return option;
    }

    /** Whether the command line sets an option. */
    public boolean isGiven(JobOption<?> option) {
        return options.get(option).getValue() != null;
    }

    /** The file that {@code --config} named. */
    public Optional<Path> file() {
        return value(CONFIG).map(Path.class::cast);
    }

    private Optional<Object> value(String name) {
        return Optional.ofNullable(command.findOption(name)).map(OptionSpec::getValue);
    }

    /**
     * The settings on the command line.
     *
     * @throws IllegalArgumentException if a property has no value
     */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        options.forEach(
                (option, flag) -> {
                    if (flag.getValue() != null) {
                        settings.add(new Setting(option.key(), flag.getValue(), option.flag()));
                    }
                });
        for (String property : value(PROPERTY).map(String[].class::cast).orElse(new String[0])) {
            settings.add(property(property));
        }
        return settings;
    }

    /**
     * Rejects secrets that Flink's web pages and a process list would show.
     *
     * @throws IllegalArgumentException if a property is a secret
     */
    public void rejectSecrets() {
        for (Setting setting : settings()) {
            if (Settings.isSecret(setting.key())) {
                throw new IllegalArgumentException(
                        setting.origin()
                                + " must not be an argument of the job, which Flink shows: set it in the environment or"
                                + " in the file that --config names");
            }
        }
    }

    /** The value may be a secret, so no error message contains it. */
    private static Setting property(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    PROPERTY + " must be KEY=VALUE (got one without a key, or without '=')");
        }
        String key = text.substring(0, equals);
        return new Setting(
                Settings.PROPERTIES + key, text.substring(equals + 1), PROPERTY + " " + key);
    }
}
