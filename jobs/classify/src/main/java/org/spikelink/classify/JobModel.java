package org.spikelink.classify;

import java.nio.file.Path;
import java.util.Optional;
import org.spikelink.classify.config.Settings;
import org.spikelink.classify.config.Switch;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.registry.KafkaScheduleFeed;
import org.spikelink.connectors.kafka.registry.Registry;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.core.io.UserPath;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.schedule.Activation;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.operators.store.FlinkModelStore;

/**
 * The model that a job is started with. It is part of the job graph, so that a restart has it whatever became of the
 * file.
 *
 * @param file the bytes of a model file
 * @param updates how streams change to other versions; empty if they do not
 * @param switches whether a restored job may have been started with another one
 */
public record JobModel(byte[] file, Optional<ModelUpdates> updates, boolean switches) {
    /** A model that all streams keep, also those of a restored job. */
    public static JobModel of(byte[] file) {
        return new JobModel(file, Optional.empty(), false);
    }

    /**
     * Reads the model of a job: the file of {@code --model}; with {@code --model-name} the registry too, to its end.
     * Without a file, that is the version that is active for all streams now.
     *
     * @throws ModelException if it is no model, or not of the name
     * @throws ScheduleException if it has not been published, or no version is active for all streams
     * @throws org.spikelink.connectors.kafka.client.BrokerException if the registry cannot be read
     * @throws org.spikelink.core.schedule.ModelStoreException if the version's file cannot be read
     */
    public static JobModel read(Settings settings) {
        Optional<Path> file = settings.find(ClassifyConfig.MODEL).map(UserPath::of);
        Optional<String> name = settings.find(ClassifyConfig.MODEL_NAME);
        return name.isEmpty()
                ? new JobModel(checked(file.orElseThrow()), Optional.empty(), switches(settings))
                : published(name.get(), file, settings);
    }

    private static boolean switches(Settings settings) {
        return settings.get(ClassifyConfig.SWITCH_MODEL) == Switch.ON;
    }

    private static byte[] checked(Path file) {
        byte[] bytes = ModelFile.bytes(file);
        ModelFile.parse(bytes);
        return bytes;
    }

    private static JobModel published(String name, Optional<Path> file, Settings settings) {
        KafkaCluster kafka = ClassifyOptions.kafka(settings);
        String topic = settings.get(ClassifyConfig.MODELS_TOPIC);
        Registry registry = RegistryReader.read(kafka, topic);
        ModelSchedule schedule = registry.scheduleOf(name);
        byte[] first =
                file.map(f -> published(f, name, registry))
                        .orElseGet(() -> active(schedule, System.currentTimeMillis()));
        ModelUpdates updates =
                new ModelUpdates(
                        schedule,
                        new KafkaScheduleFeed(kafka, topic, name),
                        new FlinkModelStore(),
                        settings.get(ClassifyConfig.MODELS_MAX_LOADED));
        return new JobModel(first, Optional.of(updates), file.isEmpty() || switches(settings));
    }

    /** A file that has been published: a later run of the job, with another one, still finds it for its streams. */
    private static byte[] published(Path file, String name, Registry registry) {
        byte[] bytes = ModelFile.bytes(file);
        Model model = ModelFile.parse(bytes);
        ModelException.require(
                model.document().name().equals(name),
                "%s: the model must be %s, as --model-name says (got %s)",
                file,
                name,
                model.document().name());
        if (registry.withContent(name, model.sha256()).isEmpty()) {
            throw new ScheduleException(
                    "%s has not been published with this content, sha256 %s: run spikelink models publish first"
                            .formatted(file, model.sha256()));
        }
        return bytes;
    }

    private static byte[] active(ModelSchedule schedule, long nowMs) {
        ModelVersion version =
                schedule.activationOfAll(nowMs)
                        .map(Activation::sha256)
                        .flatMap(schedule::find)
                        .orElseThrow(
                                () ->
                                        new ScheduleException(
                                                "no version of %s is active for all streams: run spikelink models activate, or name a file with --model"
                                                        .formatted(schedule.name())));
        byte[] bytes = new FlinkModelStore().read(version);
        ModelFile.parse(bytes);
        return bytes;
    }
}
