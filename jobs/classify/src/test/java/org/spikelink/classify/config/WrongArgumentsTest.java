package org.spikelink.classify.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.flink.Delivery;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

class WrongArgumentsTest {
    @Test
    void aMisspeltOptionIsNamedWithItsNearest() {
        assertThat(message("--recordings=x", "--epoch=7"))
                .isEqualTo("Unknown option: '--epoch=...' (nearest: --epochs)");
    }

    @Test
    void aMisspeltOptionIsNamedAlsoWhereARequiredOneIsMissing() {
        assertThat(message("--recordngs=secret"))
                .isEqualTo(
                        "Unknown option: '--recordngs=...' (nearest: --recordings);"
                                + " missing required option: '--recordings=<recordings>'");
        assertThat(message("--recordngs", "somewhere"))
                .startsWith("Unknown option: '--recordngs' (nearest: --recordings); missing");
    }

    @Test
    void aMissingOptionAloneIsReportedAsBefore() {
        assertThat(message("--epochs=7"))
                .isEqualTo("Missing required option: '--recordings=<recordings>'");
    }

    @Test
    void aMissingOptionOfAGroupIsReportedLikeOthers() {
        CommandSpec command = CommandSpec.create();
        command.addArgGroup(
                ArgGroupSpec.builder()
                        .exclusive(false)
                        .addArg(required("--recordings"))
                        .addArg(OptionSpec.builder("--model").type(String.class).build())
                        .build());

        assertThat(message(new CommandLine(command), "--model=x")).startsWith("Missing required ");
    }

    @Test
    void whatIsNearNothingIsNamedAlone() {
        assertThat(message("--recordings=x", "--zzzzzzzzzzzz=1"))
                .isEqualTo("Unknown option: '--zzzzzzzzzzzz=...'");
    }

    @Test
    void aMisspeltCommandIsNamedWithoutItsOptions() {
        CommandLine root = new CommandLine(CommandSpec.create());
        root.addSubcommand("demo", CommandSpec.create());

        assertThat(message(root, "demoo", "--seed=3"))
                .isEqualTo("Unknown command: 'demoo' (nearest: demo)");
    }

    @Test
    void anArgumentTooManyIsNotCalledAnOption() {
        assertThat(message("--recordings=x", "more")).isEqualTo("Unknown argument: 'more'");
    }

    @Test
    void choicesAreSpelledAsTheyAreDocumented() {
        assertThat(message("--recordings=x", "--delivery=twice"))
                .isEqualTo("--delivery must be one of at-least-once, exactly-once (got twice)");
    }

    private static String message(String... args) {
        CommandSpec command =
                CommandSpec.create()
                        .addOption(required("--recordings"))
                        .addOption(OptionSpec.builder("--delivery").type(Delivery.class).build())
                        .addOption(OptionSpec.builder("--epochs").type(String.class).build());
        return message(new CommandLine(command), args);
    }

    private static String message(CommandLine command, String... args) {
        return WrongArguments.message(
                catchThrowableOfType(ParameterException.class, () -> command.parseArgs(args)));
    }

    private static OptionSpec required(String name) {
        return OptionSpec.builder(name)
                .paramLabel("<recordings>")
                .type(String.class)
                .required(true)
                .build();
    }
}
