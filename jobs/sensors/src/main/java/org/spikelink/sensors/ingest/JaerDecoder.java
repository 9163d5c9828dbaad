package org.spikelink.sensors.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Words;
import org.spikelink.sensors.ingest.JaerSettings.Setting;

/** Decodes what jAER's unicast and multicast outputs send. */
final class JaerDecoder implements DatagramDecoder {
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle SHORT = view(short[].class);

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
    }

    private final Aedat2Words words;
    private final JaerSettings settings;
    private final boolean numbered;
    private final boolean timed;
    private final boolean swapped;
    private final int headerBytes;
    private final int addressBytes;
    private final int addressAt;
    private final int timeAt;
    private final int wordBytes;
    private final int usPerTick;

    /**
     * A decoder for one sensor.
     *
     * @param usPerTick unit of the timestamps, µs
     * @throws IllegalArgumentException if the sensor's addresses do not fit those of the settings
     */
    JaerDecoder(JaerSettings settings, Aedat2Words words, int usPerTick) {
        this.words = words;
        this.settings = settings;
        this.usPerTick = usPerTick;
        numbered = !settings.has(Setting.NO_SEQUENCE);
        timed = !settings.has(Setting.NO_TIMESTAMPS);
        swapped = settings.has(Setting.SWAP_BYTES);
        boolean timeFirst = timed && settings.has(Setting.TIMESTAMP_FIRST);
        headerBytes = numbered ? Integer.BYTES : 0;
        addressBytes = settings.has(Setting.TWO_BYTES) ? Short.BYTES : Integer.BYTES;
        addressAt = timeFirst ? Integer.BYTES : 0;
        timeAt = timeFirst ? 0 : addressBytes;
        wordBytes = addressBytes + (timed ? Integer.BYTES : 0);
        if (addressBytes == Short.BYTES && !words.fitsTwoBytes()) {
            throw new IllegalArgumentException(
                    "addresses of a %s do not fit 2 bytes; use 4-byte addresses in jAER"
                            .formatted(words));
        }
    }

    @Override
    public boolean isNumbered() {
        return numbered;
    }

    @Override
    public long sequence(byte[] bytes, int from, int to) {
        return to - from < Integer.BYTES
                ? NO_SEQUENCE
                : Integer.toUnsignedLong(swab((int) INT.get(bytes, from)));
    }

    @Override
    public boolean decode(byte[] bytes, int from, int to, long arrivedUs, EventChunk chunk) {
        int first = from + headerBytes;
        if (first > to || (to - first) % wordBytes != 0) {
            return false;
        }
        words.begin(chunk);
        if (timed && addressBytes == Integer.BYTES) {
            addWords(bytes, first, to, chunk);
        } else {
            addOtherWords(bytes, first, to, (int) arrivedUs, chunk);
        }
        return words.end(chunk);
    }

    private void addWords(byte[] bytes, int first, int to, EventChunk chunk) {
        boolean swap = swapped;
        int ticks = usPerTick;
        int address = addressAt;
        int time = timeAt;
        for (int at = first; at < to; at += 2 * Integer.BYTES) {
            int a = (int) INT.get(bytes, at + address);
            int t = (int) INT.get(bytes, at + time);
            words.add(
                    chunk,
                    swap ? Integer.reverseBytes(a) : a,
                    ticks * (swap ? Integer.reverseBytes(t) : t));
        }
    }

    private void addOtherWords(byte[] bytes, int first, int to, int nowUs, EventChunk chunk) {
        for (int at = first; at < to; at += wordBytes) {
            int address =
                    addressBytes == Integer.BYTES
                            ? swab((int) INT.get(bytes, at + addressAt))
                            : (short) SHORT.get(bytes, at + addressAt) & 0xFFFF;
            int time = timed ? usPerTick * swab((int) INT.get(bytes, at + timeAt)) : nowUs;
            words.add(chunk, address, time);
        }
    }

    private int swab(int value) {
        return swapped ? Integer.reverseBytes(value) : value;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return Optional.of(words.size());
    }

    @Override
    public Map<String, Long> skipped() {
        return words.skipped();
    }

    @Override
    public String rule() {
        return "jAER's %d-byte events%s of a %s%s"
                .formatted(
                        wordBytes,
                        numbered ? " after a sequence number" : "",
                        words,
                        settings.different().isEmpty() ? "" : ", as --jaer says");
    }
}
