package org.spikelink.tests.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.evaluation.ModelChanges;

/** What a job or a stepper wrote, by stream and in the order of writing. */
final class Outputs implements Consumer<Outgoing> {
    private final Map<String, List<SpikeRow>> spikes = new TreeMap<>();
    private final Map<String, List<ClassRow>> classes = new TreeMap<>();
    private final Set<ModelChanges.Change> changes = new LinkedHashSet<>();

    @Override
    public void accept(Outgoing out) {
        if (out instanceof SpikeBatch batch) {
            changes.add(
                    new ModelChanges.Change(
                            batch.stream(), batch.session(), batch.modelStep(), batch.model()));
            add(batch);
        } else if (out instanceof Classification found) {
            classes.computeIfAbsent(found.stream(), stream -> new ArrayList<>())
                    .add(ClassRow.of(found));
        } else if (out instanceof Rejected rejected) {
            throw new AssertionError("nothing may be rejected (got " + rejected.error() + ")");
        }
    }

    private void add(SpikeBatch batch) {
        List<SpikeRow> rows = spikes.computeIfAbsent(batch.stream(), stream -> new ArrayList<>());
        long number = batch.firstOfEveryStep();
        for (SpikeBatch.Step step : batch.everyStep()) {
            for (int n = 0; n < batch.layers().length; n++) {
                rows.add(
                        new SpikeRow(
                                batch.stream(),
                                batch.session(),
                                number,
                                batch.layers()[n],
                                batch.model(),
                                step.binStartUs(),
                                step.binUs(),
                                Arrays.stream(step.neurons()[n]).boxed().toList()));
            }
            number++;
        }
    }

    /** Which step of which session took up which model, as the outputs say. */
    Set<ModelChanges.Change> changes() {
        return changes;
    }

    /** The model of a stream's last steps; null if it has none. */
    String newestModel(String stream) {
        List<SpikeRow> rows = spikes.get(stream);
        return rows == null ? null : rows.get(rows.size() - 1).model();
    }

    /** How many steps' layers and classifications there are. */
    int rows() {
        return size(spikes) + size(classes);
    }

    private static <T> int size(Map<String, List<T>> rows) {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    /** The rows that {@code found} does not hold, in any order or number. */
    List<Record> missingIn(Outputs found) {
        Set<Record> there = new HashSet<>(found.all());
        return all().stream().filter(row -> !there.contains(row)).toList();
    }

    /** The same without rows that have been before in their stream: one that differs from its like is another row. */
    Outputs withoutRepeats() {
        Outputs distinct = new Outputs();
        spikes.forEach((stream, rows) -> distinct.spikes.put(stream, distinct(rows)));
        classes.forEach((stream, rows) -> distinct.classes.put(stream, distinct(rows)));
        return distinct;
    }

    private static <T> List<T> distinct(List<T> rows) {
        return new ArrayList<>(new LinkedHashSet<>(rows));
    }

    /** One line for each stream whose rows are not {@code expected}'s, all of them once and in their order. */
    List<String> differences(Outputs expected) {
        List<String> differences = new ArrayList<>();
        compare("spikes", spikes, expected.spikes, differences);
        compare("classes", classes, expected.classes, differences);
        return differences;
    }

    private static <T> void compare(
            String kind,
            Map<String, List<T>> found,
            Map<String, List<T>> expected,
            List<String> differences) {
        Set<String> streams = new TreeSet<>(expected.keySet());
        streams.addAll(found.keySet());
        for (String stream : streams) {
            List<T> got = found.getOrDefault(stream, List.of());
            List<T> wanted = expected.getOrDefault(stream, List.of());
            if (!got.equals(wanted)) {
                differences.add("%s of %s: %s".formatted(kind, stream, first(got, wanted)));
            }
        }
    }

    private static <T> String first(List<T> got, List<T> wanted) {
        int n = 0;
        while (n < got.size() && n < wanted.size() && got.get(n).equals(wanted.get(n))) {
            n++;
        }
        return "%d rows, %d different (expected %d), row %d: %s (expected %s)"
                .formatted(
                        got.size(),
                        Set.copyOf(got).size(),
                        wanted.size(),
                        n,
                        n < got.size() ? got.get(n) : "none",
                        n < wanted.size() ? wanted.get(n) : "none");
    }

    private List<Record> all() {
        List<Record> all = new ArrayList<>();
        spikes.values().forEach(all::addAll);
        classes.values().forEach(all::addAll);
        return all;
    }
}
