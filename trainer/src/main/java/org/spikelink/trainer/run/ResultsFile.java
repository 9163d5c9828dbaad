package org.spikelink.trainer.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;
import org.spikelink.evaluation.Tally;

/**
 * Results of a cross-validation, one line per training, below the terms they depend on. Replaced atomically after
 * each training.
 */
public final class ResultsFile {
    private final Path file;
    private final String terms;

    public ResultsFile(Path file, Map<String, String> terms) {
        this.file = file;
        this.terms = new TreeMap<>(terms).toString().replaceAll("\\s", " ");
    }

    /** The results so far; empty if there is no file. */
    public List<CrossValidation.Result> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.get(0).equals(terms)) {
                throw new TrainingException(
                        file
                                + ": was written with other options or data, or with another BLAS library; delete it to start again");
            }
            return lines.stream().skip(1).map(this::result).toList();
        } catch (IOException e) {
            throw new TrainingException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private CrossValidation.Result result(String line) {
        String[] fields = line.split("\t", -1);
        try {
            return new CrossValidation.Result(
                    Long.parseLong(fields[0]), Integer.parseInt(fields[1]), tally(fields));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new TrainingException(
                    file
                            + ": a line must be seed, fold, correct, total and three sums (got '"
                            + line
                            + "')",
                    e);
        }
    }

    private static Tally tally(String[] fields) {
        return new Tally(
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Double.parseDouble(fields[4]),
                Double.parseDouble(fields[5]),
                Double.parseDouble(fields[6]));
    }

    public void write(List<CrossValidation.Result> results) {
        List<String> lines = new ArrayList<>();
        lines.add(terms);
        for (CrossValidation.Result r : results) {
            Tally t = r.found();
            lines.add(
                    "%d\t%d\t%d\t%d\t%s\t%s\t%s"
                            .formatted(
                                    r.seed(),
                                    r.fold(),
                                    t.correct(),
                                    t.total(),
                                    t.correctSquares(),
                                    t.products(),
                                    t.totalSquares()));
        }
        try {
            AtomicFile.write(
                    file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TrainingException(
                    file + ": cannot be written (" + FileFailure.unwritten(e) + ")", e);
        }
    }

    /** Deletes the file, if it exists. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new TrainingException(file + ": cannot be deleted (" + e + ")", e);
        }
    }
}
