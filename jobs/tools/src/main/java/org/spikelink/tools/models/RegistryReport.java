package org.spikelink.tools.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spikelink.connectors.kafka.registry.PublishedModel;
import org.spikelink.connectors.kafka.registry.Registry;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.RollbackRule;

/**
 * What the registry holds, for the commands that show it.
 *
 * @param registry as it was read
 * @param nowMs time of the report, ms since 1970
 */
public record RegistryReport(Registry registry, long nowMs) {

    /** Published models, of one name or all, the latest of a name last. */
    public List<PublishedModel> models(Optional<String> name) {
        return registry.models().stream()
                .filter(m -> name.isEmpty() || m.version().name().equals(name.get()))
                .sorted(
                        Comparator.comparing((PublishedModel m) -> m.version().name())
                                .thenComparingLong(PublishedModel::publishedMs))
                .toList();
    }

    /** How a version stands: the states of its rules that still decide something, such as "active, shadow". */
    public String state(PublishedModel model) {
        return registry
                .schedule(model.version().name())
                .map(schedule -> RuleRow.of(schedule, nowMs))
                .orElse(List.of())
                .stream()
                .filter(r -> r.isLive() && r.version().equals(model.version().version()))
                .map(
                        r ->
                                r.state() == RuleRow.State.CANARY
                                        ? "canary (%s)".formatted(r.streams())
                                        : r.state().toString())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What rollback rules have done, of one name or all, a line each. */
    public List<String> takenBack(Optional<String> name) {
        return registry.names().stream()
                .filter(n -> name.isEmpty() || n.equals(name.get()))
                .flatMap(n -> TakenBack.of(registry.scheduleOf(n), 0).stream())
                .map(TakenBack::text)
                .toList();
    }

    /** The published models as JSON. */
    public ArrayNode modelsJson(Optional<String> name) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (PublishedModel model : models(name)) {
            json.addObject()
                    .put("name", model.version().name())
                    .put("version", model.version().version())
                    .put("sha256", model.version().sha256())
                    .put("uri", model.version().uri())
                    .put("bytes", model.bytes())
                    .put("published_ms", model.publishedMs())
                    .put("state", state(model));
        }
        return json;
    }

    /** A schedule as JSON, with the state of each rule. */
    public ObjectNode scheduleJson(ModelSchedule schedule) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", schedule.name()).put("revision", schedule.revision());
        ArrayNode rules = json.putArray("rules");
        for (RuleRow row : RuleRow.of(schedule, nowMs)) {
            ObjectNode rule =
                    rules.addObject()
                            .put("rule", row.rule())
                            .put("version", row.version())
                            .put("streams", row.streams())
                            .put("from_ms", row.fromMs())
                            .put("state", row.state().toString());
            if (!row.reason().isEmpty()) {
                rule.put("reason", row.reason());
            }
        }
        ArrayNode rollbacks = json.putArray("rollbacks");
        for (RollbackRule rule : schedule.rollbacks()) {
            rollbacks
                    .addObject()
                    .put("version", schedule.find(rule.sha256()).orElseThrow().version())
                    .put("to", schedule.find(rule.toSha256()).orElseThrow().version())
                    .put("if", rule.condition().text());
        }
        return json;
    }
}
