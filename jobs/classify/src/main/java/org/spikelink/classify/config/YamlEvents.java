package org.spikelink.classify.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.spikelink.core.error.SpikelinkException;

/** Builds the values of one YAML document from the parser's events, within limits. */
final class YamlEvents {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 10_000;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final String name;
    private final Iterator<Event> events;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private int depth;

    /**
     * A value.
     *
     * @param value String, List, Map or null
     * @param size number of values in it, itself included, with aliases expanded
     * @param height levels of nesting in it, itself included, with aliases expanded
     */
    private record Node(Object value, int size, int height) {}

    YamlEvents(String name, Iterator<Event> events) {
        this.name = name;
        this.events = events;
    }

    /** The document, which must be one mapping. */
    Map<String, Object> mapping() {
        Event start = next();
        while (start.getEventId() == Event.ID.StreamStart
                || start.getEventId() == Event.ID.DocumentStart) {
            start = next();
        }
        if (start.getEventId() == Event.ID.StreamEnd) {
            return Map.of(); // nothing but comments
        }
        if (!(start instanceof MappingStartEvent)) {
            throw wrong(start, "must be a mapping from keys to values");
        }
        Map<?, ?> values = (Map<?, ?>) node(start).value();
        next(); // end of the document
        Event end = next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw wrong(end, "must hold one document");
        }
        Map<String, Object> mapping = new LinkedHashMap<>();
        values.forEach((key, value) -> mapping.put((String) key, value));
        return Collections.unmodifiableMap(mapping);
    }

    private Node node(Event event) {
        if (event instanceof AliasEvent alias) {
            Node of = anchors.get(alias.getAlias());
            if (of == null) {
                throw wrong(event, "an alias must come after its anchor, and outside of it");
            }
            return of;
        }
        checkDepth(event, ++depth);
        Node node =
                switch (event.getEventId()) {
                    case Scalar -> new Node(text((ScalarEvent) event), 1, 1);
                    case SequenceStart -> list();
                    case MappingStart -> map();
                    default -> throw wrong(event, "a value is missing");
                };
        depth--;
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        anchor.ifPresent(a -> anchors.put(a, node));
        return node;
    }

    private static String text(ScalarEvent scalar) {
        return scalar.isPlain() && NULLS.contains(scalar.getValue()) ? null : scalar.getValue();
    }

    private Node list() {
        List<Object> values = new ArrayList<>();
        Node list = new Node(Collections.unmodifiableList(values), 1, 1);
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            Node value = node(event);
            values.add(value.value());
            list = grown(list, value, event);
        }
        return list;
    }

    private Node map() {
        Map<String, Object> values = new LinkedHashMap<>();
        Node map = new Node(Collections.unmodifiableMap(values), 1, 1);
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            if (!(node(event).value() instanceof String key)) {
                throw wrong(event, "a key must be text");
            }
            if (values.containsKey(key)) {
                throw wrong(event, "a key must not occur twice in a mapping");
            }
            Event valueEvent = next();
            Node value = node(valueEvent);
            values.put(key, value.value());
            map = grown(map, value, valueEvent);
        }
        return map;
    }

    /** A list or map after a value was added; cannot overflow, because each addition is checked. */
    private Node grown(Node all, Node value, Event event) {
        int size = all.size() + value.size();
        if (size > MAX_VALUES) {
            throw wrong(
                    event,
                    "must hold at most %d values with aliases expanded".formatted(MAX_VALUES));
        }
        int height = Math.max(all.height(), value.height() + 1);
        checkDepth(event, height);
        return new Node(all.value(), size, height);
    }

    private void checkDepth(Event event, int levels) {
        if (levels > MAX_DEPTH) {
            throw wrong(
                    event,
                    "values must be nested at most %d levels deep with aliases expanded"
                            .formatted(MAX_DEPTH));
        }
    }

    private Event next() {
        return events.next();
    }

    private SpikelinkException wrong(Event event, String rule) {
        return new SpikelinkException(
                name
                        + event.getStartMark()
                                .map(mark -> ": line " + (mark.getLine() + 1))
                                .orElse("")
                        + ": "
                        + rule);
    }
}
