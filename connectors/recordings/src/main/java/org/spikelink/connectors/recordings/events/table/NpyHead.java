package org.spikelink.connectors.recordings.events.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.numpy.NpyText;
import org.spikelink.connectors.recordings.io.numpy.NpyType;
import org.spikelink.core.error.Printable;

/**
 * The header of a {@code .npy} file of one dimension, whose entries are numbers or have named fields, or of two
 * dimensions, whose rows are entries.
 *
 * @param fields in the file's order, without names if entries are numbers or rows of them
 * @param entryBytes of one entry
 * @param count number of entries
 */
record NpyHead(List<Field> fields, int entryBytes, long count) {
    private static final int MAX_HEADER = 1 << 15;
    private static final int MAX_ENTRY = 1 << 12;
    private static final String MAGIC = "\u0093NUMPY";
    private static final Pattern PLAIN = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern LIST =
            Pattern.compile("'descr'\\s*:\\s*\\[(.*?)\\]", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("\\(\\s*'([^']*)'\\s*,\\s*'([<>|=]?[a-zA-Z][0-9]{1,4})'\\s*\\)");
    private static final Pattern SHAPE =
            Pattern.compile(
                    "'shape'\\s*:\\s*\\(\\s*([0-9]{1,18})L?\\s*,?\\s*(?:([0-9]{1,3})L?\\s*,?\\s*)?\\)");
    private static final Pattern BY_COLUMN = Pattern.compile("'fortran_order'\\s*:\\s*True");

    /**
     * One field of an entry.
     *
     * @param name empty if entries are numbers
     * @param type of its values; null for padding and for types that events do not need
     * @param offset in the entry
     */
    record Field(String name, NpyType type, int offset) {}

    /** Reads the header, up to the first entry. */
    static NpyHead read(RecordingBytes bytes) {
        if (!bytes.peekText(MAGIC.length()).equals(MAGIC) || !bytes.has(12)) {
            throw bytes.error("an array must begin with \\x93NUMPY and its header");
        }
        int version = bytes.peek(6);
        int length = bytes.peek(8) | bytes.peek(9) << 8;
        if (version > 1) {
            length |= bytes.peek(10) << 16 | bytes.peek(11) << 24;
        }
        if (version < 1 || version > 3 || length < 0 || length > MAX_HEADER) {
            throw bytes.error(
                    "the array's header must be of version 1 to 3 and at most 32 KiB (got %d, %d)"
                            .formatted(version, length));
        }
        bytes.skip(version == 1 ? 10 : 12);
        String text = bytes.peekText(length);
        if (text.length() < length) {
            throw bytes.error("the file ends within its header");
        }
        NpyHead head = parse(NpyText.plain(text), bytes);
        bytes.skip(length);
        return head;
    }

    /** Whether a file begins like an array with the fields of events. */
    static boolean namesEvents(String text) {
        Matcher list = LIST.matcher(NpyText.plain(text));
        if (!text.startsWith(MAGIC) || !list.find()) {
            return false;
        }
        List<String> names = new ArrayList<>();
        for (Matcher field = FIELD.matcher(list.group(1)); field.find(); ) {
            names.add(field.group(1));
        }
        return Columns.named(names).isPresent();
    }

    private static NpyHead parse(String text, RecordingBytes bytes) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.find()) {
            throw bytes.error(
                    "an array of events must have one dimension, or two without fields (got "
                            + Printable.of(text.strip())
                            + ")");
        }
        Matcher list = LIST.matcher(text);
        boolean named = list.find();
        boolean column = named && "1".equals(shape.group(2)); // [N, 1] of events
        boolean rows = shape.group(2) != null && !column;
        if (rows && named) {
            throw bytes.error(
                    "an array of events with fields must have one dimension, or a second one of 1 (got "
                            + Printable.of(text.strip())
                            + ")");
        }
        if (rows && BY_COLUMN.matcher(text).find()) {
            throw bytes.error("an array of two dimensions must be stored by rows (got by columns)");
        }
        List<Field> fields = new ArrayList<>();
        int entryBytes = 0;
        Matcher plain = PLAIN.matcher(text);
        if (plain.find()) {
            NpyType type = NpyType.of(plain.group(1), bytes.file());
            for (int n = rows ? Integer.parseInt(shape.group(2)) : 1; n > 0; n--) {
                fields.add(new Field("", type, entryBytes));
                entryBytes += type.bytes();
            }
        } else if (named) {
            String left = FIELD.matcher(list.group(1)).replaceAll("");
            if (!left.replaceAll("[,\\s]", "").isEmpty()) {
                throw bytes.error(
                        "fields must be pairs of name and type (got "
                                + Printable.of(left.strip())
                                + ")");
            }
            for (Matcher field = FIELD.matcher(list.group(1)); field.find(); ) {
                fields.add(field(field.group(1), field.group(2), entryBytes, bytes));
                entryBytes += bytesOf(field.group(2));
            }
        }
        if (entryBytes < 1 || entryBytes > MAX_ENTRY) {
            throw bytes.error(
                    "an entry must have 1 to 4096 bytes (got " + Printable.of(text.strip()) + ")");
        }
        return new NpyHead(fields, entryBytes, Long.parseLong(shape.group(1)));
    }

    private static Field field(String name, String type, int offset, RecordingBytes bytes) {
        boolean number = type.matches("[<>|=]?(b1|[iu][1248]|f[48])");
        return new Field(name, number ? NpyType.of(type, bytes.file()) : null, offset);
    }

    private static int bytesOf(String type) {
        String size = type.replaceAll("[^0-9]", "");
        return Integer.parseInt(size) * (type.contains("U") ? 4 : 1);
    }
}
