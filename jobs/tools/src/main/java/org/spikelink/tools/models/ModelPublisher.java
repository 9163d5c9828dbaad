package org.spikelink.tools.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.spikelink.connectors.kafka.registry.PublishedModel;
import org.spikelink.connectors.kafka.registry.Registry;
import org.spikelink.connectors.kafka.registry.RegistryWriter;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.model.file.ModelJsonWriter;
import org.spikelink.core.network.ModelWarnings;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.operators.store.FlinkModelStore;

/**
 * Publishes model files: checks everything, copies the file to the store, and enters it in the registry, in this
 * order. So whatever the registry names can be loaded and stepped.
 */
public final class ModelPublisher {
    /** What a version must have in common with earlier ones of its name: its streams send it the same. */
    private static final List<String> SAME_INPUT = List.of("kind", "width", "height", "channels");

    private static final JsonMapper JSON = new JsonMapper();

    private final RegistryWriter writer;
    private final String store;
    private final long nowMs;

    /**
     * A publisher.
     *
     * @param store URI of the folder that files are copied to
     * @param nowMs time of publishing, ms since 1970
     */
    public ModelPublisher(RegistryWriter writer, String store, long nowMs) {
        this.writer = writer;
        this.store = store;
        this.nowMs = nowMs;
    }

    /**
     * A model that has been published.
     *
     * @param model as the registry has it
     * @param isNew whether it was published now
     * @param warnings about the model
     */
    public record Published(PublishedModel model, boolean isNew, List<String> warnings) {}

    /**
     * Publishes a file. One that has been published before is only copied to the store again if it is no longer
     * there.
     *
     * @throws ModelException if it is no model, or has values that are not finite or out of range
     * @throws ScheduleException if its name and version stand for other content, or it takes other input than earlier
     *     versions
     * @throws org.spikelink.core.schedule.ModelStoreException if it cannot be copied
     */
    public Published publish(Path file) {
        byte[] bytes = ModelFile.bytes(file);
        Model model = checked(file, bytes);
        String name = model.document().name();
        String version = model.document().version();
        JsonNode document = ModelJsonWriter.write(model.document());
        PublishedModel before = writer.registry().find(name, version).orElse(null);
        if (before == null) {
            checkInput(file, name, document);
        } else if (!before.version().sha256().equals(model.sha256())) {
            throw new ScheduleException(
                    "%s: %s@%s has been published with other content, sha256 %s (got %s): give changed content a new version"
                            .formatted(
                                    file,
                                    name,
                                    version,
                                    before.version().sha256(),
                                    model.sha256()));
        }
        ModelVersion stored = before == null ? stored(model) : before.version();
        new FlinkModelStore().write(stored, bytes);
        PublishedModel published =
                before != null
                        ? before
                        : new PublishedModel(
                                stored,
                                bytes.length,
                                nowMs,
                                PublishedModel.ARITHMETIC,
                                document.toString());
        if (before == null) {
            writer.write(published);
        }
        return new Published(published, before == null, ModelWarnings.of(model));
    }

    private ModelVersion stored(Model model) {
        return new ModelVersion(
                model.document().name(),
                model.document().version(),
                model.sha256(),
                FlinkModelStore.uri(store, model.sha256()));
    }

    /** Parses the file, which checks shapes and values, and builds what steps it. */
    private static Model checked(Path file, byte[] bytes) {
        try {
            Model model = ModelFile.parse(bytes);
            ModelReference.check("the name", model.document().name());
            ModelReference.check("the version", model.document().version());
            new StreamStepper(model, StepperOptions.DEFAULTS, StepObserver.NONE);
            return model;
        } catch (ModelException e) {
            throw new ModelException(file + ": " + e.getMessage(), e);
        } catch (ScheduleException e) {
            throw new ScheduleException(file + ": " + e.getMessage());
        }
    }

    private void checkInput(Path file, String name, JsonNode document) {
        for (PublishedModel other : writer.registry().models()) {
            if (other.version().name().equals(name)) {
                JsonNode input = json(other).path("input");
                for (String key : SAME_INPUT) {
                    checkSame(file, other, key, input.get(key), document.path("input").get(key));
                }
            }
        }
    }

    private static void checkSame(
            Path file, PublishedModel other, String key, JsonNode before, JsonNode now) {
        if (!Objects.equals(before, now)) {
            throw new ScheduleException(
                    "%s: input.%s must be %s as in %s, which the same streams use (got %s): publish it under another name"
                            .formatted(file, key, before, other.key(), now));
        }
    }

    private static JsonNode json(PublishedModel model) {
        try {
            return JSON.readTree(model.document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the registry holds JSON", e);
        }
    }

    /** The registry as it stands. */
    public Registry registry() {
        return writer.registry();
    }
}
