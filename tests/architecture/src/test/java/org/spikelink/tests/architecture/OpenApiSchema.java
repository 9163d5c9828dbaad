package org.spikelink.tests.architecture;

import static org.spikelink.tests.architecture.DeploymentFiles.map;
import static org.spikelink.tests.architecture.DeploymentFiles.strings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What kubectl and Kubernetes reject: fields that a resource's schema does not have, values of another type or not in
 * an enum, and required fields that are missing.
 *
 * @param schema OpenAPI v3, as in a CustomResourceDefinition
 */
record OpenApiSchema(Map<String, Object> schema) {
    private static final String ANY = "x-kubernetes-preserve-unknown-fields";

    /** What is wrong in {@code yaml}, with the path of the field. */
    List<String> problems(Object yaml) {
        List<String> problems = new ArrayList<>();
        check("", schema, yaml, problems);
        return problems;
    }

    private static void check(
            String path, Map<String, Object> schema, Object value, List<String> problems) {
        if (!hasType(schema.get("type").toString(), value)) {
            problems.add("%s must be %s (got %s)".formatted(path, schema.get("type"), value));
        } else if (schema.containsKey("enum") && !strings(schema.get("enum")).contains(value)) {
            problems.add(
                    "%s must be one of %s (got %s)".formatted(path, schema.get("enum"), value));
        } else if (value instanceof List<?> items) {
            for (int n = 0; n < items.size(); n++) {
                check(path + "[" + n + "]", map(schema.get("items")), items.get(n), problems);
            }
        } else if (value instanceof Map && !Boolean.TRUE.equals(schema.get(ANY))) {
            checkFields(path, schema, map(value), problems);
        }
    }

    private static void checkFields(
            String path,
            Map<String, Object> schema,
            Map<String, Object> fields,
            List<String> problems) {
        Map<String, Object> known = map(schema.getOrDefault("properties", Map.of()));
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            String name = path + "." + field.getKey();
            Object of = known.getOrDefault(field.getKey(), schema.get("additionalProperties"));
            if (of == null) {
                problems.add(name + " is not a field");
            } else {
                check(name, map(of), field.getValue(), problems);
            }
        }
        for (String required : strings(schema.getOrDefault("required", List.of()))) {
            if (!fields.containsKey(required)) {
                problems.add("%s.%s is missing".formatted(path, required));
            }
        }
    }

    private static boolean hasType(String type, Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            default -> throw new IllegalArgumentException("unknown type " + type);
        };
    }
}
