package org.spikelink.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spikelink.classify.ClassifyConfig;
import org.spikelink.classify.config.JobOption;
import org.spikelink.cli.Spikelink;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every command, option, setting and page that a message or a document names exists. */
class AdviceTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    /** A text in the sources with what is appended to it, also on the next lines. */
    private static final Pattern TEXT =
            Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\n]|\\\\.)*\")*");

    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

    /** Neither {@code var(--name)} nor {@code --name: value}: those are variables of style sheets. */
    private static final Pattern OPTION =
            Pattern.compile("(?<![\\w-]|var\\()--[a-z][a-z0-9-]*+(?!%|:)");

    private static final Pattern VARIABLE = Pattern.compile("\\bSPIKELINK_[A-Z_]+");
    private static final Pattern PAGE = Pattern.compile("\\bdocs/[\\w/-]+\\.md(?:#([\\w-]+))?");
    private static final Pattern COMMAND = Pattern.compile("\\./spikelink ([a-z]+)(?: ([a-z]+))?");

    /** In documents: a command and what follows it to the end of the line or of the quotation. */
    private static final Pattern EXAMPLE =
            Pattern.compile("(?:\\./|`)spikelink ([a-z]+)([^`\n]*(?:\\\\\n[^`\n]*)*)");

    private static final Set<String> OF_OTHER_PROGRAMS =
            Set.of("--add-exports", "--add-modules", "--add-opens", "--feature");

    /** Read by the launcher script. */
    private static final String JAVA_OPTS = "SPIKELINK_JAVA_OPTS";

    /** Begins the names of variables that hold properties of Kafka's clients. */
    private static final String PROPERTIES = "SPIKELINK_PROPERTIES_";

    private final Map<String, Set<String>> options = new HashMap<>();

    AdviceTest() {
        collect("", Spikelink.commandLine());
    }

    private void collect(String path, CommandLine command) {
        Set<String> names = options.computeIfAbsent(path, p -> new TreeSet<>());
        for (OptionSpec option : command.getCommandSpec().options()) {
            names.addAll(List.of(option.names()));
        }
        command.getSubcommands().forEach((name, sub) -> collect((path + " " + name).strip(), sub));
    }

    @Test
    void optionsThatMessagesNameExist() {
        Set<String> known = new TreeSet<>(OF_OTHER_PROGRAMS);
        options.values().forEach(known::addAll);

        assertThat(inMessages((text, unknown) -> all(OPTION, text, known, unknown))).isEmpty();
    }

    @Test
    void optionsThatMessagesNameWithACommandBelongToIt() {
        assertThat(
                        inMessages(
                                (text, unknown) ->
                                        options.forEach(
                                                (command, own) ->
                                                        all(
                                                                optionOf(command),
                                                                text,
                                                                own,
                                                                unknown))))
                .isEmpty();
    }

    /** Matches the option in "rejected replay --from", but for the command replay only that in "replay --loop". */
    private static Pattern optionOf(String command) {
        String name = command.isEmpty() ? "spikelink" : command;
        return Pattern.compile(
                "(?<=(?:^|[ \"`])NAME )(?<!(?:rejected|cluster|streams) NAME )--[a-z][a-z0-9-]*"
                        .replace("NAME", name));
    }

    @Test
    void commandsThatMessagesNameExist() {
        assertThat(
                        inMessages(
                                (text, unknown) ->
                                        COMMAND.matcher(text)
                                                .results()
                                                .filter(found -> !exists(found))
                                                .forEach(found -> unknown.add(found.group()))))
                .isEmpty();
    }

    private boolean exists(MatchResult command) {
        String name = command.group(1);
        boolean hasSubcommands = options.keySet().stream().anyMatch(n -> n.startsWith(name + " "));
        boolean namesSubcommand = hasSubcommands && command.group(2) != null;
        return name.equals("bench")
                || options.containsKey(namesSubcommand ? name + " " + command.group(2) : name);
    }

    @Test
    void variablesThatMessagesNameExist() {
        Set<String> known = new TreeSet<>(Set.of(JAVA_OPTS, PROPERTIES));
        ClassifyConfig.ALL.stream().map(JobOption::variable).forEach(known::add);

        assertThat(inMessages((text, unknown) -> all(VARIABLE, text, known, unknown))).isEmpty();
    }

    @Test
    void pagesThatMessagesNameExist() {
        assertThat(
                        inMessages(
                                (text, unknown) ->
                                        PAGE.matcher(text)
                                                .results()
                                                .filter(page -> !isPage(page))
                                                .forEach(page -> unknown.add(page.group()))))
                .isEmpty();
    }

    private static boolean isPage(MatchResult page) {
        Path file = ROOT.resolve(page.group().replaceFirst("#.*", ""));
        return Files.exists(file)
                && (page.group(1) == null
                        || read(file)
                                .lines()
                                .filter(line -> line.startsWith("#"))
                                .anyMatch(line -> anchor(line).equals(page.group(1))));
    }

    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    @Test
    void examplesInDocumentsUseOptionsOfTheirCommand() {
        List<String> unknown = new ArrayList<>();
        for (Path document : files(".md")) {
            EXAMPLE.matcher(read(document))
                    .results()
                    .filter(example -> !example.group(1).equals("bench"))
                    .forEach(example -> check(document, example, unknown));
        }
        assertThat(unknown).isEmpty();
    }

    private void check(Path document, MatchResult example, List<String> unknown) {
        String name = example.group(1);
        String sub = name + " " + example.group(2).strip().split("\\s", 2)[0];
        Set<String> own = new TreeSet<>(options.getOrDefault(name, Set.of()));
        own.addAll(options.getOrDefault(sub, Set.of()));
        if (example.group(2).contains(" -- ")) { // cluster up passes them on
            own.addAll(options.get("classify"));
        }
        if (own.isEmpty()) {
            unknown.add(document + ": " + example.group());
        }
        String arguments = example.group(2).replaceFirst("\\s#.*", "");
        all(OPTION, arguments, own, unknown, document + ": " + name + " ");
    }

    /** What {@code check} finds in the texts of all sources, with the source's name. */
    private static List<String> inMessages(BiConsumer<String, List<String>> check) {
        List<String> found = new ArrayList<>();
        for (Path source : files(".java")) {
            if (source.toString().contains("src/main")
                    && !source.toString().contains("benchmarks")) {
                TEXT.matcher(read(source))
                        .results()
                        .map(text -> JOINT.matcher(text.group()).replaceAll(""))
                        .forEach(
                                text -> {
                                    List<String> unknown = new ArrayList<>();
                                    check.accept(text, unknown);
                                    unknown.forEach(
                                            u -> found.add(source.getFileName() + ": " + u));
                                });
            }
        }
        return found;
    }

    private static void all(
            Pattern pattern,
            String text,
            Set<String> known,
            List<String> unknown,
            String... where) {
        pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> !known.contains(name))
                .forEach(name -> unknown.add(String.join("", where) + name));
    }

    private static List<Path> files(String ending) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
