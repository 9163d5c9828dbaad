package org.spikelink.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README and the guides: short enough to read, and what they point to exists. */
final class DocumentsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path README = ROOT.resolve("README.md");
    private static final int README_LINES = 150;
    private static final int CELL_WORDS = 40;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-zA-Z0-9]*[a-z][a-zA-Z0-9]*)`");

    @Test
    void theReadmeIsShortAndNamesTheTestCommand() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(README_LINES);
        assertThat(Files.readString(README)).contains("mvn -B verify").contains("./spikelink demo");
    }

    @Test
    void noTableCellIsAParagraph() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path document : documents()) {
            for (String line : Files.readAllLines(document)) {
                cells(line)
                        .filter(cell -> cell.split("\\s+").length > CELL_WORDS)
                        .forEach(cell -> tooLong.add(document.getFileName() + ": " + cell));
            }
        }
        assertThat(tooLong).as("table cells of more than %d words", CELL_WORDS).isEmpty();
    }

    @Test
    void whatTheDocumentsLinkToExists() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            matches(LINK, withoutCode(document))
                    .map(link -> link.group(1))
                    .forEach(
                            link -> {
                                if (!link.startsWith("http") && !exists(document, link)) {
                                    broken.add(ROOT.relativize(document) + ": " + link);
                                }
                            });
        }
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    @Test
    void theClassesThatTheArchitectureNamesExist() throws IOException {
        Set<String> named = new TreeSet<>();
        matches(CLASS, Files.readString(ROOT.resolve("ARCHITECTURE.md")))
                .forEach(name -> named.add(name.group(1)));
        for (String name : sources()) {
            named.remove(name.substring(0, name.length() - ".java".length()));
        }
        assertThat(named).as("classes in ARCHITECTURE.md that do not exist").isEmpty();
    }

    /** Names of all Java files; what the build writes meanwhile is not visited. */
    private static List<String> sources() throws IOException {
        List<String> names = new ArrayList<>();
        Files.walkFileTree(
                ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        String name = folder.getFileName().toString();
                        return name.equals("target") || name.equals(".git")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = file.getFileName().toString();
                        if (name.endsWith(".java")) {
                            names.add(name);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return names;
    }

    private static boolean exists(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** GitHub's anchors of a document's headings. */
    private static List<String> anchors(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                    .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> cells(String line) {
        return line.startsWith("|")
                ? Stream.of(line.split("(?<!\\\\)\\|")).map(String::strip)
                : Stream.empty();
    }

    private static String withoutCode(Path document) throws IOException {
        return CODE.matcher(Files.readString(document)).replaceAll("");
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> guides = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, guides)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
