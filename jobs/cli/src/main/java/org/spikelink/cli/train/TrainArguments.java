package org.spikelink.cli.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.spikelink.cli.console.CommandLines;
import org.spikelink.cli.console.Launcher;
import org.spikelink.cli.console.ShellWord;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.trainer.experiment.ExperimentOptions;
import org.spikelink.trainer.experiment.RunOptions;
import org.spikelink.trainer.experiment.TrainingOptions;
import org.spikelink.trainer.run.NetworkPlan;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options of {@code train} that a config file may also set. */
final class TrainArguments {
    /** The bits of a model do not depend on these options; data are identified by their content. */
    private static final Set<String> NO_TERMS =
            Set.of(
                    "threads",
                    "out",
                    "report",
                    "recordings",
                    "test",
                    "lr-find",
                    "diagnose",
                    "baseline",
                    "format",
                    "layout",
                    "stream-index",
                    "topic",
                    "columns",
                    "time-unit",
                    "lenient",
                    "strict");

    @Mixin private DataArguments data = new DataArguments();
    @Mixin private NetworkArguments network = new NetworkArguments();
    @Mixin private LearningArguments learning = new LearningArguments();
    @Mixin private RunArguments run = new RunArguments();

    /**
     * The options from the command line and a config file; if both set an option, the command line takes precedence.
     *
     * @param given the parsed command line
     * @param config null for none
     * @param repairs options that replace those of both, by name
     * @throws SpikelinkException if a value of the config does not fit its option
     * @throws IllegalArgumentException if an option is out of range
     */
    ExperimentOptions with(ParseResult given, Path config, Map<String, String> repairs) {
        CommandLine parser = new CommandLine(config == null ? this : new TrainArguments());
        parser.setCaseInsensitiveEnumValuesAllowed(true);
        parser.registerConverter(Path.class, CommandLines::path);
        Set<String> names = names(parser);
        List<String> texts = new ArrayList<>();
        if (config != null) {
            ConfigFile.read(config, names)
                    .forEach((name, values) -> addUnless(given, repairs, name, values, texts));
        }
        for (OptionSpec option : given.matchedOptionsSet()) {
            if (names.contains(name(option)) && !repairs.containsKey(name(option))) {
                add(name(option), option.originalStringValues(), texts);
            }
        }
        repairs.forEach((name, value) -> add(name, List.of(value), texts));
        parse(parser, texts, config);
        checkLayers(parser.getParseResult());
        TrainArguments merged = parser.getCommand();
        return merged.options(terms(parser), commandLine(texts));
    }

    private ExperimentOptions options(Map<String, String> terms, String command) {
        RunOptions runOptions = run.options();
        NetworkPlan plan = network.plan();
        TrainingOptions training = learning.options(plan, run.seed(), run.threads());
        return new ExperimentOptions(data.options(), plan, training, runOptions, terms, command);
    }

    /** The command line has already been parsed: an invalid value must come from the config. */
    private static void parse(CommandLine parser, List<String> texts, Path config) {
        try {
            parser.parseArgs(texts.toArray(String[]::new));
        } catch (ParameterException e) {
            throw config == null ? e : new SpikelinkException(config + ": " + e.getMessage(), e);
        }
    }

    /** Layers that are listed have these options each. */
    private static void checkLayers(ParseResult given) {
        for (String option : List.of("--hidden", "--output", "--reset", "--inhibition")) {
            if (given.hasMatchedOption("--layers") && given.hasMatchedOption(option)) {
                throw new IllegalArgumentException(
                        "%s must not be given with --layers, which describes each layer itself"
                                .formatted(option));
            }
        }
    }

    /** The shell command that reproduces the model. */
    private static String commandLine(List<String> texts) {
        return Launcher.shown("./spikelink train ")
                + ShellWord.join(texts.stream().filter(t -> !t.startsWith("--diagnose")).toList());
    }

    private static void addUnless(
            ParseResult given,
            Map<String, String> repairs,
            String name,
            List<String> values,
            List<String> texts) {
        if (!given.hasMatchedOption("--" + name) && !repairs.containsKey(name)) {
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
