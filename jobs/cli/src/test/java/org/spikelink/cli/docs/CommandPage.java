package org.spikelink.cli.docs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a page of docs/commands says of a command and its subcommands: synopsis, description and options. */
final class CommandPage {
    private static final Help.IParamLabelRenderer LABELS = Help.createMinimalParamLabelRenderer();

    private final StringBuilder text = new StringBuilder();

    private CommandPage() {}

    /** The page as Markdown. */
    static String of(CommandLine command) {
        CommandPage page = new CommandPage();
        page.add(command, "#");
        return page.text.toString();
    }

    /** The first sentence of a command's description. */
    static String summary(CommandSpec command) {
        return formatted(command.usageMessage().description())
                .findFirst()
                .orElse("")
                .replaceFirst("\\. (?=[A-Z]).*", ".");
    }

    private void add(CommandLine line, String heading) {
        CommandSpec command = line.getCommandSpec();
        text.append("%s %s%n%n".formatted(heading, command.qualifiedName()));
        text.append("```%n./%s%n```%n%n".formatted(synopsis(command)));
        formatted(command.usageMessage().description()).forEach(this::addParagraph);
        addArguments(command);
        for (Map.Entry<String, CommandLine> sub : line.getSubcommands().entrySet()) {
            add(sub.getValue(), "##");
        }
    }

    private void addParagraph(String paragraph) {
        text.append(paragraph).append("\n\n");
    }

    private void addArguments(CommandSpec command) {
        List<ArgSpec> arguments = arguments(command).toList();
        arguments.forEach(argument -> text.append(listed(argument)));
        if (!arguments.isEmpty()) {
            text.append('\n');
        }
        command.argGroups().stream()
                .filter(ArgGroupSpec::exclusive)
                .map(CommandPage::exclusion)
                .forEach(this::addParagraph);
    }

    private static Stream<ArgSpec> arguments(CommandSpec command) {
        Stream<ArgSpec> positional =
                command.positionalParameters().stream().map(ArgSpec.class::cast);
        Stream<ArgSpec> options =
                command.options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .map(ArgSpec.class::cast);
        return Stream.concat(positional, options).filter(argument -> !argument.hidden());
    }

    private static String synopsis(CommandSpec command) {
        Stream<String> required =
                arguments(command)
                        .filter(ArgSpec::required)
                        .filter(argument -> argument.group() == null)
                        .map(CommandPage::shown);
        String optional = command.subcommands().isEmpty() ? "[OPTION...]" : "COMMAND";
        return Stream.concat(
                        Stream.of(command.qualifiedName()),
                        Stream.concat(required, Stream.of(optional)))
                .collect(Collectors.joining(" "));
    }

    private static String listed(ArgSpec argument) {
        String description =
                formatted(argument.description()).collect(Collectors.joining(" ")).strip();
        String required = argument.required() && argument.group() == null ? " (required)" : "";
        return "- `%s`%s: %s%n".formatted(shown(argument), required, description);
    }

    private static String exclusion(ArgGroupSpec group) {
        return group.options().stream()
                .map(option -> "`" + option.longestName() + "`")
                .collect(Collectors.joining(", ", "At most one of ", "."));
    }

    private static String shown(ArgSpec argument) {
        if (argument instanceof PositionalParamSpec) {
            return LABELS.renderParameterLabel(argument, Ansi.OFF, List.of()).toString();
        }
        String name = ((OptionSpec) argument).longestName();
        if (argument.typeInfo().isBoolean()) {
            return name;
        }
        String value = value(argument);
        return name + (argument.arity().min() == 0 ? " [" + value + "]" : " " + value);
    }

    /** What stands for a value; picocli names a field where an option has no label. */
    private static String value(ArgSpec argument) {
        String label = argument.paramLabel();
        if (!label.startsWith("<")) {
            return label;
        }
        Class<?> type = argument.typeInfo().getType();
        boolean number = type.isPrimitive() || Number.class.isAssignableFrom(type);
        return number ? "N" : label.replaceAll("[<>]", "").toUpperCase(Locale.ROOT);
    }

    /** Descriptions are format strings to picocli. */
    private static Stream<String> formatted(String... description) {
        return Stream.of(description).map(line -> line.formatted());
    }
}
