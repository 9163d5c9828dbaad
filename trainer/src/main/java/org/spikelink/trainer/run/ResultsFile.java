package org.spikelink.trainer.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spikelink.core.model.AtomicFile;

/**
 * Trainings of a cross-validation that are done, a line each, below the terms that they were done on. Replaced as a whole
 * after each.
 */
public final class ResultsFile {
    private final Path file;
    private final String terms;

    public ResultsFile(Path file, Map<String, String> terms) {
        this.file = file;
        this.terms = new TreeMap<>(terms).toString().replaceAll("\\s", " ");
    }

    /** What was done; nothing if there is no file. */
    public List<CrossValidation.Result> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.get(0).equals(terms)) {
                throw new TrainingException(
                        file
                                + ": was measured with other options or data, or on another BLAS; remove it to start anew");
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
                    Long.parseLong(fields[0]),
                    Integer.parseInt(fields[1]),
                    Integer.parseInt(fields[2]),
                    Integer.parseInt(fields[3]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new TrainingException(
                    file + ": a line must be seed, fold, right, total (got '" + line + "')", e);
        }
    }

    public void write(List<CrossValidation.Result> results) {
        List<String> lines = new ArrayList<>();
        lines.add(terms);
        for (CrossValidation.Result r : results) {
            lines.add("%d\t%d\t%d\t%d".formatted(r.seed(), r.fold(), r.right(), r.total()));
        }
        try {
            AtomicFile.write(
                    file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TrainingException(file + ": cannot be written (" + e + ")", e);
        }
    }

    /** Removes it, if it is there. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new TrainingException(file + ": cannot be removed (" + e + ")", e);
        }
    }
}
