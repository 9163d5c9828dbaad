package org.spikelink.connectors.kafka.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.spikelink.core.error.NearestName;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.schedule.file.ScheduleJson;

/**
 * What the records of the registry's topic say, taken in their order. A record that cannot be used changes nothing: it
 * is listed among the problems. Neither is one used that gives a published version other content, or whose schedule is
 * not newer than the one before. Not thread-safe.
 */
public final class Registry {
    private static final int MOST_KEY_BYTES = 1_300; // 200 and 100 characters of up to 4 bytes
    private static final int MOST_MODELS = 10_000;
    private static final int MOST_PROBLEMS = 100;

    private final Map<String, PublishedModel> models = new TreeMap<>();
    private final Map<String, ModelSchedule> schedules = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Takes up a record.
     *
     * @param key UTF-8, or null
     * @param value null deletes a published version
     * @param place of the record in messages
     * @return why it cannot be used; empty if it can
     */
    public Optional<String> add(byte[] key, byte[] value, String place) {
        try {
            add(key(key), value);
            return Optional.empty();
        } catch (ScheduleException e) {
            String problem = place + ": " + e.getMessage();
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(problem);
            }
            return Optional.of(problem);
        }
    }

    private static String key(byte[] key) {
        if (key == null || key.length == 0 || key.length > MOST_KEY_BYTES) {
            throw new ScheduleException(
                    "the key must have 1..%d bytes (got %s)"
                            .formatted(MOST_KEY_BYTES, key == null ? "no key" : key.length));
        }
        return new String(key, StandardCharsets.UTF_8);
    }

    private void add(String key, byte[] value) {
        if (value == null) {
            models.remove(key);
        } else if (key.contains("@")) {
            add(key, PublishedModelJson.read(value));
        } else {
            add(key, ScheduleJson.read(value));
        }
    }

    private void add(String key, PublishedModel model) {
        require(key.equals(model.key()), "the key must be '%s' (got '%s')", model.key(), key);
        PublishedModel before = models.get(key);
        require(
                before == null || before.version().sha256().equals(model.version().sha256()),
                "%s has been published with other content, sha256 %s (got %s)",
                key,
                before == null ? "" : before.version().sha256(),
                model.version().sha256());
        require(
                before != null || models.size() < MOST_MODELS,
                "there must be at most %s published models (got one more)",
                MOST_MODELS);
        models.put(key, model);
    }

    private void add(String key, ModelSchedule schedule) {
        require(
                key.equals(schedule.name()),
                "the key must be '%s' (got '%s')",
                schedule.name(),
                key);
        ModelSchedule before = schedules.get(key);
        require(
                before == null
                        || before.revision() < schedule.revision()
                        || before.equals(schedule),
                "the revision must be over %s, that of the schedule before (got %s)",
                before == null ? 0 : before.revision(),
                schedule.revision());
        schedules.put(key, schedule);
    }

    @SuppressWarnings("AnnotateFormatMethod") // needs a dependency for one annotation
    private static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new ScheduleException(message.formatted(values));
        }
    }

    /** All published models, by name and version. */
    public Collection<PublishedModel> models() {
        return models.values();
    }

    /** All names, of published models and of schedules. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(schedules.keySet());
        models.values().forEach(model -> names.add(model.version().name()));
        return names;
    }

    /** The schedule of a model, if it has one. */
    public Optional<ModelSchedule> schedule(String name) {
        return Optional.ofNullable(schedules.get(name));
    }

    /** A published version, if there is one. */
    public Optional<PublishedModel> find(String name, String version) {
        return Optional.ofNullable(models.get(PublishedModel.key(name, version)));
    }

    /** A published version of a model with this content. */
    public Optional<ModelVersion> withContent(String name, String sha256) {
        return models.values().stream()
                .map(PublishedModel::version)
                .filter(v -> v.name().equals(name) && v.sha256().equals(sha256))
                .findFirst();
    }

    /**
     * A published version.
     *
     * @throws ScheduleException if there is none, naming the nearest
     */
    public PublishedModel get(String name, String version) {
        String key = PublishedModel.key(name, version);
        return find(name, version)
                .orElseThrow(
                        () ->
                                new ScheduleException(
                                        "model %s has not been published%s"
                                                .formatted(key, nearest(key, models.keySet()))));
    }

    /**
     * The schedule of a model; an empty one if none of its versions has been activated.
     *
     * @throws ScheduleException if nothing has been published under the name, naming the nearest
     */
    public ModelSchedule scheduleOf(String name) {
        if (!names().contains(name)) {
            throw new ScheduleException(
                    "no version of model %s has been published%s"
                            .formatted(name, nearest(name, names())));
        }
        return schedule(name).orElseGet(() -> ModelSchedule.empty(name));
    }

    private static String nearest(String key, Collection<String> known) {
        return NearestName.near(key, known).map(near -> " (nearest: " + near + ")").orElse("");
    }

    /** Records that could not be used, with the reasons; at most 100. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
