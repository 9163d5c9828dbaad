package org.spikelink.trainer.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.trainer.data.item.EventItem;
import org.spikelink.trainer.data.item.LabelledSequence;

/** 2,000 events of an 8x6 sensor, one each 50 µs; every change by itself. */
final class EventAugmenterTest {
    private static final int EVENTS = 2_000;
    private static final InputSpec.Events INPUT =
            new InputSpec.Events(
                    8,
                    6,
                    2,
                    1,
                    InputSpec.Value.COUNT,
                    new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT));
    private static final EventItem ITEM = item(1);

    @Test
    void nothingAskedForChangesNothing() {
        assertThat(augmented("none", 1)).isEqualTo(events(ITEM.events()));
        assertThat(new EventAugmenter(AugmentOptions.NONE, INPUT).isIdle()).isTrue();
    }

    @Test
    void theSameSeedChangesAlike() {
        String all =
                "shift=2,flip,rotate=10,zoom=0.1,shear=0.1,elastic=1,jitter=500,scale=0.1,timeshift=2000,drop=0.1,hot=2,channels=0.1,mix=0.5,mixup=0.3,cutout=0.3";
        assertThat(augmented(all, 5)).isEqualTo(augmented(all, 5)).isNotEqualTo(augmented(all, 6));
    }

    @Test
    void aShiftMovesAllEventsAlikeAndLosesWhatLeavesTheSensor() {
        int lost = 0;
        for (int seed = 0; seed < 50; seed++) {
            List<Long> moved = augmented("shift=2", seed);
            lost += EVENTS - moved.size();
            List<Long> expected = null;
            for (int dx = -2; dx <= 2; dx++) {
                for (int dy = -2; dy <= 2; dy++) {
                    List<Long> candidate = shifted(dx, dy);
                    expected = candidate.equals(moved) ? candidate : expected;
                }
            }
            assertThat(expected).as("seed %d", seed).isNotNull();
        }
        assertThat(lost).isPositive();
    }

    private static List<Long> shifted(int dx, int dy) {
        List<Long> shifted = new ArrayList<>();
        for (long event : events(ITEM.events())) {
            int x = PackedEvents.x(event) + dx;
            int y = PackedEvents.y(event) + dy;
            if (x >= 0 && x < 8 && y >= 0 && y < 6) {
                shifted.add(
                        PackedEvents.pack(
                                PackedEvents.offsetUs(event), x, y, PackedEvents.on(event) == 1));
            }
        }
        return shifted;
    }

    @Test
    void halfOfTheRecordingsAreFlipped() {
        int flipped = 0;
        for (int seed = 0; seed < 200; seed++) {
            List<Long> events = augmented("flip", seed);
            assertThat(events).hasSize(EVENTS);
            int x = PackedEvents.x(events.get(0));
            flipped += x == PackedEvents.x(events(ITEM.events()).get(0)) ? 0 : 1;
        }
        assertThat(flipped).isBetween(70, 130);
    }

    @Test
    void anotherShareOfEventsIsDroppedEachTimeUpToTheOneAskedFor() {
        double mean = 0;
        for (int seed = 0; seed < 100; seed++) {
            int size = augmented("drop=0.3", seed).size();
            assertThat(size).isBetween(1300, EVENTS);
            mean += size / 100.0;
        }
        assertThat(mean).isBetween(1640.0, 1760.0);
    }

    @Test
    void aDeadPixelSendsNothingAtAll() {
        List<Long> events = augmented("channels=0.3", 4);
        long before = pixels(events(ITEM.events()));
        assertThat(before).isEqualTo(48);
        assertThat(pixels(events)).isBetween(24L, 43L);
        long kept =
                events(ITEM.events()).stream()
                        .filter(e -> events.stream().anyMatch(o -> samePixel(e, o)))
                        .count();
        assertThat(events).hasSize((int) kept);
    }

    private static boolean samePixel(long a, long b) {
        return PackedEvents.x(a) == PackedEvents.x(b) && PackedEvents.y(a) == PackedEvents.y(b);
    }

    private static long pixels(List<Long> events) {
        return events.stream()
                .map(e -> PackedEvents.x(e) + 8 * PackedEvents.y(e))
                .distinct()
                .count();
    }

    @Test
    void jitterKeepsEventsInOrderAndNearTheirTimes() {
        List<Long> events = augmented("jitter=300", 5);
        long previous = 0;
        for (long event : events) {
            assertThat(PackedEvents.offsetUs(event)).isGreaterThanOrEqualTo(previous);
            previous = PackedEvents.offsetUs(event);
        }
        assertThat(events.size()).isBetween(EVENTS - 6, EVENTS);
        assertThat(previous).isBetween(EVENTS * 50L - 400, EVENTS * 50L + 300);
    }

    @Test
    void timePassesFasterOrSlower() {
        for (int seed = 0; seed < 20; seed++) {
            List<Long> events = augmented("scale=0.2", seed);
            double ratio = PackedEvents.offsetUs(events.get(EVENTS - 1)) / (50.0 * (EVENTS - 1));
            assertThat(ratio).as("seed %d", seed).isBetween(0.8, 1.2).isNotEqualTo(1);
        }
    }

    @Test
    void aTimeShiftBeginsLater() {
        List<Long> events = augmented("timeshift=20000", 7);
        assertThat(events.size()).isBetween(EVENTS - 400, EVENTS - 1);
        assertThat(PackedEvents.offsetUs(events.get(0))).isLessThan(50);
    }

    @Test
    void hotPixelsSendNoise() {
        List<Long> events = augmented("hot=3", 8);
        assertThat(events).hasSize(EVENTS + 3 * (EVENTS * 50 / 10_000));
    }

    @Test
    void mixingTakesEventsOfBothRecordingsOfAClass() {
        EventItem other = item(2);
        ItemsByClass<EventItem> peers = new ItemsByClass<>(List.of(other));
        EventAugmenter augmenter = new EventAugmenter(AugmentOptions.parse("mix=1"), INPUT);
        List<Long> mixed = events(augmenter.augment(ITEM, peers, new SplittableRandom(9)).events());
        long own = mixed.stream().filter(events(ITEM.events())::contains).count();
        long others = mixed.stream().filter(events(other.events())::contains).count();
        assertThat(mixed.size()).isBetween(1800, 2200);
        assertThat(own).isGreaterThan(others);
        assertThat(others).isPositive();
    }

    @Test
    void mixupMixesTheLabelsWithTheSameShareAsTheEvents() {
        EventItem other = new EventItem(ITEM.recording(), 4, 0, item(2).events(), ITEM.size());
        ItemsByClass<EventItem> peers = new ItemsByClass<>(List.of(other));
        EventAugmenter augmenter = new EventAugmenter(AugmentOptions.parse("mixup=1"), INPUT);
        LabelledSequence frames =
                new LabelledSequence("x", new int[1], new int[0], new float[0], new int[1]);

        EventAugmenter.Changed changed = augmenter.augment(ITEM, peers, new SplittableRandom(9));

        LabelledSequence labelled = changed.peer().label(frames);
        assertThat(labelled.labels()).containsExactly(0);
        assertThat(labelled.other()).isEqualTo(4);
        double own =
                events(changed.events()).stream().filter(events(ITEM.events())::contains).count();
        assertThat(own / EVENTS).isCloseTo(labelled.share(), within(0.05));
    }

    @Test
    void aCutoutBlanksOneAreaOfTheSensor() {
        int blanked = 0;
        for (int seed = 0; seed < 50; seed++) {
            List<Long> kept = augmented("cutout=0.5", seed);
            boolean[][] active = new boolean[8][6];
            kept.forEach(event -> active[PackedEvents.x(event)][PackedEvents.y(event)] = true);
            int minX = 8;
            int maxX = -1;
            int minY = 6;
            int maxY = -1;
            int pixels = 0;
            for (int x = 0; x < 8; x++) {
                for (int y = 0; y < 6; y++) {
                    if (!active[x][y]) {
                        pixels++;
                        minX = Math.min(minX, x);
                        maxX = Math.max(maxX, x);
                        minY = Math.min(minY, y);
                        maxY = Math.max(maxY, y);
                    }
                }
            }
            if (pixels > 0) {
                assertThat(pixels).isEqualTo((maxX - minX + 1) * (maxY - minY + 1));
                assertThat(maxX - minX + 1).isLessThanOrEqualTo(4);
                assertThat(maxY - minY + 1).isLessThanOrEqualTo(3);
                blanked++;
            }
        }
        assertThat(blanked).isGreaterThan(25);
    }

    private static List<Long> augmented(String options, int seed) {
        EventAugmenter augmenter = new EventAugmenter(AugmentOptions.parse(options), INPUT);
        ItemsByClass<EventItem> peers = new ItemsByClass<>(List.of(ITEM));
        return events(augmenter.augment(ITEM, peers, new SplittableRandom(seed)).events());
    }

    private static List<Long> events(PackedEvents packed) {
        List<Long> events = new ArrayList<>();
        for (int n = 0; n < packed.count(); n++) {
            events.add(packed.get(n));
        }
        return events;
    }

    private static EventItem item(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[8 * EVENTS];
        for (int n = 0; n < EVENTS; n++) {
            long event =
                    PackedEvents.pack(
                            50L * n, random.nextInt(8), random.nextInt(6), random.nextBoolean());
            PackedEvents.put(bytes, 8 * n, event);
        }
        RecordingFile file = new RecordingFile(Path.of("x"), "x", Optional.of("a"));
        return new EventItem(file, 0, 1000, new PackedEvents(bytes), new SensorSize(8, 6));
    }
}
