package org.spikelink.trainer.data.augment;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.trainer.data.item.EventItem;

/**
 * Changes a recording of events at random. One pass over the events: each is kept or dropped, and moved in time and
 * over the pixels; events that move off the sensor are dropped. Mixing keeps the events of one recording with
 * probability p, and those of the other with probability 1 - p.
 */
public final class EventAugmenter {
    /** Mean time between two events of a hot pixel, µs. */
    private static final long HOT_EVERY_US = 10_000;

    /**
     * An event while it is moved: time in the upper bits, pixel and polarity in the lower ones, so that sorting
     * orders by time.
     */
    private static final int PIXEL_BITS = 29;

    private static final long PIXEL_MASK = (1L << PIXEL_BITS) - 1;
    private static final int TIME_BITS = Integer.SIZE;

    private final AugmentOptions options;
    private final int width;
    private final int height;
    private final boolean sorts;

    public EventAugmenter(AugmentOptions options, InputSpec.Events input) {
        this.options = options;
        width = input.width();
        height = input.height();
        sorts =
                options.jitterUs() > 0
                        || options.hot() > 0
                        || options.mix() > 0
                        || options.mixup() > 0;
    }

    /** Whether recordings are not changed. */
    public boolean isIdle() {
        return options.isNone();
    }

    /**
     * A changed recording.
     *
     * @param events may be empty
     * @param peer recording that was mixed in
     */
    public record Changed(PackedEvents events, Peer<EventItem> peer) {}

    /** A changed copy. */
    public Changed augment(
            EventItem item, ItemsByClass<EventItem> others, SplittableRandom random) {
        Draw draw = new Draw(random);
        Peer<EventItem> peer = Peer.draw(options, item, others, random);
        boolean mixes = peer.item() != null;
        int room = item.events().count() + (mixes ? peer.item().events().count() : 0);
        int hotEvents = (int) Math.min(1 << 20, spanUs(item) / HOT_EVERY_US) + 1;
        Moved moved = new Moved(room + options.hot() * hotEvents);
        add(item.events(), peer.share() * draw.keep, draw, moved, random);
        if (mixes) {
            add(peer.item().events(), (1 - peer.share()) * draw.keep, draw, moved, random);
        }
        for (int n = 0; n < options.hot(); n++) {
            addHot(spanUs(item), hotEvents, moved, random);
        }
        return new Changed(moved.pack(sorts), peer);
    }

    /** Random values drawn once for the whole recording. */
    private final class Draw {
        final PixelMap map;
        final double keep;
        final double speed;
        final long beginUs;
        final long pixelKey;
        final int cutX;
        final int cutY;
        final int cutWidth;
        final int cutHeight;

        Draw(SplittableRandom random) {
            map = PixelMap.draw(options.spatial(), width, height, random);
            keep = options.drop() == 0 ? 1 : 1 - options.drop() * random.nextDouble();
            speed = options.scale() == 0 ? 1 : 1 + options.scale() * (2 * random.nextDouble() - 1);
            beginUs = options.timeShiftUs() == 0 ? 0 : random.nextLong(options.timeShiftUs() + 1);
            pixelKey = random.nextLong();
            boolean cuts = options.cutout() > 0;
            cutWidth = cuts ? (int) Math.round(options.cutout() * width * random.nextDouble()) : 0;
            cutHeight =
                    cuts ? (int) Math.round(options.cutout() * height * random.nextDouble()) : 0;
            cutX = cuts ? random.nextInt(width - cutWidth + 1) : 0;
            cutY = cuts ? random.nextInt(height - cutHeight + 1) : 0;
        }

        /** Whether a pixel of the sensor lies in the area that is cut out. */
        boolean isCut(int x, int y) {
            return x >= cutX && x < cutX + cutWidth && y >= cutY && y < cutY + cutHeight;
        }

        /** Whether a pixel of the recording is dropped. */
        boolean isDead(int x, int y) {
            return options.channels() > 0 && hash(pixelKey, x, y) < options.channels();
        }
    }

    private void add(
            PackedEvents events, double keep, Draw draw, Moved moved, SplittableRandom random) {
        for (int n = 0; n < events.count(); n++) {
            long event = events.get(n);
            int x = PackedEvents.x(event);
            int y = PackedEvents.y(event);
            if ((keep < 1 && random.nextDouble() >= keep) || draw.isDead(x, y)) {
                continue;
            }
            long timeUs = PackedEvents.offsetUs(event) - draw.beginUs;
            timeUs = draw.speed == 1 ? timeUs : Math.round(timeUs * draw.speed);
            if (options.jitterUs() > 0) {
                timeUs += random.nextLong(-options.jitterUs(), options.jitterUs() + 1);
            }
            int toX = draw.map.x(x, y);
            int toY = draw.map.y(x, y);
            boolean inside = toX >= 0 && toX < width && toY >= 0 && toY < height;
            if (inside
                    && !draw.isCut(toX, toY)
                    && timeUs >= 0
                    && timeUs <= PackedEvents.MAX_OFFSET_US) {
                moved.add(timeUs, PackedEvents.pack(0, toX, toY, PackedEvents.on(event) == 1));
            }
        }
    }

    private void addHot(long spanUs, int events, Moved moved, SplittableRandom random) {
        int x = random.nextInt(width);
        int y = random.nextInt(height);
        for (int n = 0; n < events; n++) {
            boolean on = random.nextBoolean();
            moved.add(random.nextLong(spanUs + 1), PackedEvents.pack(0, x, y, on));
        }
    }

    private static long spanUs(EventItem item) {
        PackedEvents events = item.events();
        return PackedEvents.offsetUs(events.get(events.count() - 1));
    }

    /** Uniform in 0..1; the same key and pixel give the same value. */
    private static double hash(long key, int x, int y) {
        long z = key + (((long) y << 14) + x) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }

    /** Events that were kept, with their new times and pixels. */
    private static final class Moved {
        private final long[] keys;
        private int count;

        Moved(int room) {
            keys = new long[room];
        }

        void add(long timeUs, long pixel) {
            keys[count++] = timeUs << PIXEL_BITS | pixel >>> TIME_BITS;
        }

        PackedEvents pack(boolean sorted) {
            if (sorted) {
                Arrays.sort(keys, 0, count);
            }
            byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT * count];
            for (int n = 0; n < count; n++) {
                long event = (keys[n] & PIXEL_MASK) << TIME_BITS | keys[n] >>> PIXEL_BITS;
                PackedEvents.put(bytes, PackedEvents.BYTES_PER_EVENT * n, event);
            }
            return new PackedEvents(bytes);
        }
    }
}
