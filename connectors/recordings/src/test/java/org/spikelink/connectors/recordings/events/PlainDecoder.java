package org.spikelink.connectors.recordings.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.TestFiles.Event;

/**
 * Decoders as plain as possible, one event at a time, that the fast ones are compared with. The bytes have no header.
 */
final class PlainDecoder {
    private final byte[] bytes;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> skipped = new TreeMap<>();
    private String error = "";

    private boolean timed;
    private long wraps;
    private long lastRaw;

    private PlainDecoder(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What a recording holds; the error is empty if there is none. */
    record Result(List<Event> events, Map<String, Long> skipped, String error) {}

    static Result evt2(byte[] bytes) {
        PlainDecoder plain = new PlainDecoder(bytes);
        long highUs = 0;
        for (int at = 0; plain.follows(at, 4, "a word"); at += 4) {
            long word = plain.little(at, 4);
            int type = (int) (word >> 28);
            if (type == 8) {
                highUs = plain.unwrap(word & 0xFFFFFFF, 1 << 28) << 6;
            } else if (type > 1) {
                plain.other(type, at, "2.0");
            } else if (!plain.timed) {
                plain.skip("words before the first time");
            } else {
                long t = highUs + (word >> 22 & 63);
                plain.add(t, (int) (word >> 11 & 2047), (int) (word & 2047), type == 1);
            }
        }
        return plain.result();
    }

    static Result evt21(byte[] bytes, boolean upperFirst) {
        PlainDecoder plain = new PlainDecoder(bytes);
        long highUs = 0;
        for (int at = 0; plain.follows(at, 8, "a word"); at += 8) {
            long head = plain.little(upperFirst ? at : at + 4, 4);
            long mask = plain.little(upperFirst ? at + 4 : at, 4);
            int type = (int) (head >> 28);
            if (type == 8) {
                highUs = plain.unwrap(head & 0xFFFFFFF, 1 << 28) << 6;
            } else if (type > 1) {
                plain.other(type, at, "2.1");
            } else if (!plain.timed) {
                plain.skip("words before the first time");
            } else {
                for (int bit = 0; bit < 32; bit++) {
                    if ((mask >> bit & 1) == 1) {
                        int x = (int) (head >> 11 & 2047) + bit;
                        plain.add(highUs + (head >> 22 & 63), x, (int) (head & 2047), type == 1);
                    }
                }
            }
        }
        return plain.result();
    }

    private void other(int type, int at, String version) {
        switch (type) {
            case 0xA -> skip("triggers");
            case 0xE, 0xF -> skip("other words");
            default ->
                    fail(
                            at,
                            "a word of EVT %s must be of type 0, 1, 8, A, E or F (got %X)"
                                    .formatted(version, type));
        }
    }

    static Result evt3(byte[] bytes) {
        PlainDecoder plain = new PlainDecoder(bytes);
        long highUs = 0;
        long lowUs = 0;
        int y = 0;
        int base = 0;
        boolean on = false;
        for (int at = 0; plain.follows(at, 2, "a word"); at += 2) {
            int word = (int) plain.little(at, 2);
            int type = word >> 12;
            if (!plain.timed && type != 8) {
                plain.skip("words before the first time");
                continue;
            }
            switch (type) {
                case 0 -> y = word & 2047;
                case 2 -> plain.add(highUs + lowUs, word & 2047, y, (word >> 11 & 1) == 1);
                case 3 -> {
                    base = word & 2047;
                    on = (word >> 11 & 1) == 1;
                }
                case 4, 5 -> {
                    int width = type == 4 ? 12 : 8;
                    for (int bit = 0; bit < width; bit++) {
                        if ((word >> bit & 1) == 1) {
                            if (base > 2047) {
                                plain.fail(at, "x must be at most 2047 (got 2048)");
                                return plain.result();
                            }
                            plain.add(highUs + lowUs, base + bit, y, on);
                        }
                    }
                    base = Math.min(2048, base + width);
                }
                case 6 -> lowUs = word & 4095;
                case 8 -> highUs = plain.unwrap(word & 4095, 1 << 12) << 12;
                case 0xA -> plain.skip("triggers");
                case 7, 0xE, 0xF -> plain.skip("other words");
                default ->
                        plain.fail(
                                at,
                                "a word of EVT 3.0 must not be of the reserved type %X"
                                        .formatted(type));
            }
        }
        return plain.result();
    }

    static Result dat(byte[] bytes, int version) {
        PlainDecoder plain = new PlainDecoder(bytes);
        for (int at = 0; plain.follows(at, 8, "an event"); at += 8) {
            long t = plain.unwrap(plain.little(at, 4), 1L << 32);
            long word = plain.little(at + 4, 4);
            if (version == 2 && word >> 28 > 1) {
                plain.fail(
                        at,
                        "the polarity of DAT version 2, bits 28 to 31, must be 0 or 1 (got 0x%08X);"
                                        .formatted(word)
                                + " the file is damaged or not of this version");
            } else if (version == 2) {
                plain.add(t, (int) (word & 16383), (int) (word >> 14 & 16383), word >> 28 == 1);
            } else if (word >> 18 != 0) {
                plain.fail(
                        at,
                        "a word of DAT version 1 must not use bits above 17 (got 0x%08X);"
                                        .formatted(word)
                                + " the file is damaged or not of this version");
            } else {
                plain.add(t, (int) (word & 511), (int) (word >> 9 & 255), word >> 17 == 1);
            }
        }
        return plain.result();
    }

    static Result nmnist(byte[] bytes) {
        PlainDecoder plain = new PlainDecoder(bytes);
        long overflowUs = 0;
        for (int at = 0; plain.follows(at, 5, "an event"); at += 5) {
            int x = bytes[at] & 255;
            int y = bytes[at + 1] & 255;
            int high = bytes[at + 2] & 255;
            int tUs = (high & 127) << 16 | (bytes[at + 3] & 255) << 8 | (bytes[at + 4] & 255);
            if (y == 240) {
                overflowUs += 8192;
            } else if (x > 33 || y > 33) {
                plain.fail(
                        at,
                        "x and y must be below 34 and 34 (got %d, %d); state a larger sensor with --sensor"
                                .formatted(x, y));
            } else {
                plain.add(overflowUs + tUs, x, y, high >= 128);
            }
        }
        return plain.result();
    }

    private long unwrap(long raw, long range) {
        if (timed && raw - lastRaw < -range / 2) {
            wraps += range;
        } else if (timed && raw - lastRaw > range / 2 && wraps > 0) {
            wraps -= range;
        }
        timed = true;
        lastRaw = raw;
        return wraps + raw;
    }

    private boolean follows(int at, int size, String what) {
        int left = bytes.length - at;
        if (error.isEmpty() && left > 0 && left < size) {
            fail(at, "%s must have %d bytes (got %d)".formatted(what, size, left));
        }
        return error.isEmpty() && left > 0;
    }

    private long little(int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 255);
        }
        return value;
    }

    private void add(long tUs, int x, int y, boolean on) {
        events.add(new Event(tUs, x, y, on));
    }

    private void skip(String kind) {
        skipped.merge(kind, 1L, Long::sum);
    }

    private void fail(int at, String rule) {
        error = at + ": " + rule;
    }

    private Result result() {
        return new Result(events, skipped, error);
    }
}
