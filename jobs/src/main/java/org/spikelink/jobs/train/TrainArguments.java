package org.spikelink.jobs.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.spikelink.jobs.errors.CommandException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options of {@code train} that a config file may set too. */
public final class TrainArguments {
    /** No bit of a model depends on these; the data are known by their content. */
    private static final Set<String> NO_TERMS =
            Set.of("threads", "out", "report", "recordings", "test", "lr-find");

    @Mixin private DataArguments data = new DataArguments();
    @Mixin private NetworkArguments network = new NetworkArguments();
    @Mixin private LearningArguments learning = new LearningArguments();
    @Mixin private RunArguments run = new RunArguments();

    public DataArguments data() {
        return data;
    }

    public NetworkArguments network() {
        return network;
    }

    public LearningArguments learning() {
        return learning;
    }

    public RunArguments run() {
        return run;
    }

    /**
     * These options with what a config file sets beside the command line, which wins.
     *
     * @param given the command line as it was parsed
     * @param config null for none
     * @throws CommandException if a value of the config does not fit its option
     */
    public Parsed with(ParseResult given, Path config) {
        CommandLine parser = new CommandLine(config == null ? this : new TrainArguments());
        parser.setCaseInsensitiveEnumValuesAllowed(true);
        Set<String> names = names(parser);
        List<String> texts = new ArrayList<>();
        if (config != null) {
            ConfigFile.read(config, names)
                    .values()
                    .forEach((name, values) -> addUnless(given, name, values, texts));
        }
        for (OptionSpec option : given.matchedOptionsSet()) {
            if (names.contains(name(option))) {
                add(name(option), option.originalStringValues(), texts);
            }
        }
        parse(parser, texts, config);
        return new Parsed(parser.getCommand(), terms(parser), texts);
    }

    /** The command line was parsed before: what does not fit now stands in the config. */
    private static void parse(CommandLine parser, List<String> texts, Path config) {
        try {
            parser.parseArgs(texts.toArray(String[]::new));
        } catch (ParameterException e) {
            throw config == null ? e : new CommandException(config + ": " + e.getMessage(), e);
        }
    }

    /**
     * Options and what they were set to.
     *
     * @param arguments the options
     * @param terms values by name of those that a model's bits depend on, defaults too
     * @param texts as a command line would set them
     */
    public record Parsed(TrainArguments arguments, Map<String, String> terms, List<String> texts) {}

    private static void addUnless(
            ParseResult given, String name, List<String> values, List<String> texts) {
        if (!given.hasMatchedOption("--" + name)) {
            add(name, values, texts);
        }
    }

    private static void add(String name, List<String> values, List<String> texts) {
        values.forEach(value -> texts.add("--" + name + "=" + value));
    }

    private static Set<String> names(CommandLine parser) {
        Set<String> names = new TreeSet<>();
        parser.getCommandSpec().options().forEach(option -> names.add(name(option)));
        return names;
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }

    private static Map<String, String> terms(CommandLine parser) {
        Map<String, String> terms = new TreeMap<>();
        for (OptionSpec option : parser.getCommandSpec().options()) {
            if (!NO_TERMS.contains(name(option))) {
                terms.put(name(option), Objects.toString(option.getValue()));
            }
        }
        return terms;
    }
}
