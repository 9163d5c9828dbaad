package org.spikelink.connectors.recordings.events;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Properties that a file does not state, given by the user. A format ignores those that it does not use.
 *
 * @param format id of the file's format ({@code --format})
 * @param layout name of the events' layout within the format ({@code --layout})
 * @param sensor the sensor's name or its size as {@code WxH} ({@code --sensor})
 * @param columns names of a table's columns, in its order ({@code --columns}); empty if not stated
 * @param timeUnit unit of times: {@code s}, {@code ms}, {@code us} or {@code ns} ({@code --time-unit})
 * @param topic of a bag ({@code --topic})
 * @param streamIndex number of the stream or recording, counted from 0, if a file has several ({@code --stream-index})
 * @param lenient whether damaged parts are skipped and counted instead of rejected ({@code --lenient})
 * @param strict whether no file of a set of recordings may be skipped ({@code --strict})
 */
public record OpenOptions(
        Optional<String> format,
        Optional<String> layout,
        Optional<String> sensor,
        List<String> columns,
        Optional<String> timeUnit,
        Optional<String> topic,
        OptionalInt streamIndex,
        boolean lenient,
        boolean strict) {
    /** Nothing stated. */
    public static final OpenOptions NONE =
            new OpenOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    false,
                    false);

    public OpenOptions {
        columns = List.copyOf(columns);
    }

    public OpenOptions withFormat(String id) {
        return new OpenOptions(
                Optional.of(id),
                layout,
                sensor,
                columns,
                timeUnit,
                topic,
                streamIndex,
                lenient,
                strict);
    }

    public OpenOptions withLayout(String name) {
        return new OpenOptions(
                format,
                Optional.of(name),
                sensor,
                columns,
                timeUnit,
                topic,
                streamIndex,
                lenient,
                strict);
    }

    public OpenOptions withSensor(String name) {
        return new OpenOptions(
                format,
                layout,
                Optional.of(name),
                columns,
                timeUnit,
                topic,
                streamIndex,
                lenient,
                strict);
    }

    public OpenOptions withColumns(List<String> names) {
        return new OpenOptions(
                format, layout, sensor, names, timeUnit, topic, streamIndex, lenient, strict);
    }

    public OpenOptions withTimeUnit(String unit) {
        return new OpenOptions(
                format,
                layout,
                sensor,
                columns,
                Optional.of(unit),
                topic,
                streamIndex,
                lenient,
                strict);
    }

    public OpenOptions withTopic(String name) {
        return new OpenOptions(
                format,
                layout,
                sensor,
                columns,
                timeUnit,
                Optional.of(name),
                streamIndex,
                lenient,
                strict);
    }

    public OpenOptions withStreamIndex(int index) {
        return new OpenOptions(
                format,
                layout,
                sensor,
                columns,
                timeUnit,
                topic,
                OptionalInt.of(index),
                lenient,
                strict);
    }

    public OpenOptions asLenient() {
        return new OpenOptions(
                format, layout, sensor, columns, timeUnit, topic, streamIndex, true, strict);
    }

    public OpenOptions asStrict() {
        return new OpenOptions(
                format, layout, sensor, columns, timeUnit, topic, streamIndex, lenient, true);
    }
}
