package org.spikelink.sensors.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.events.SensorSize;

class EventCameraTest {
    private static final long SEED = 11;
    private static final SensorSize ONE = new SensorSize(1, 1);

    private record Event(long tUs, int x, int y, boolean on) {}

    private static CameraOptions quiet(SensorSize size, double threshold, double refractoryUs) {
        return new CameraOptions(size, threshold, 0, refractoryUs, 0, 0, 0, 0, 1_000);
    }

    private static EventCamera camera(CameraOptions options, double first) {
        int pixels = options.size().width() * options.size().height();
        double[] level = new double[pixels];
        Arrays.fill(level, first);
        return new EventCamera(
                options,
                PixelArray.make(options, new SplittableRandom(SEED)),
                new SplittableRandom(SEED + 1),
                level);
    }

    private static List<Event> advance(EventCamera camera, double level, long tUs) {
        List<Event> events = new ArrayList<>();
        camera.advance(
                new double[] {level}, tUs, (t, x, y, on) -> events.add(new Event(t, x, y, on)));
        return events;
    }

    @Test
    void aRiseOfLogIntensityGivesAnOnEventForEachThresholdAtTheTimesOfTheLineBetweenTheFrames() {
        EventCamera camera = camera(quiet(ONE, 0.2, 0), 1);

        List<Event> events = advance(camera, 2.1, 1_100);

        assertThat(events).allMatch(Event::on);
        assertThat(events.stream().map(Event::tUs)).hasSize(5);
        for (int n = 0; n < 5; n++) {
            assertThat(events.get(n).tUs()).isCloseTo(200L * (n + 1), within(1L));
        }
    }

    @Test
    void whatIsLeftBelowAThresholdCountsInTheNextFrames() {
        EventCamera camera = camera(quiet(ONE, 0.25, 0), 0);
        List<Event> events = new ArrayList<>();

        for (int frame = 1; frame <= 10; frame++) {
            events.addAll(advance(camera, 0.1 * frame + 1e-9, 1_000L * frame));
        }

        assertThat(events.stream().map(Event::tUs).toList()).hasSize(4);
        assertThat(events.get(0).tUs()).isCloseTo(2_500, within(1L));
        assertThat(events.get(3).tUs()).isCloseTo(10_000, within(1L));
    }

    @Test
    void aFallGivesOffEventsAndWhatStaysGivesNone() {
        EventCamera camera = camera(quiet(ONE, 0.25, 0), 0);

        assertThat(advance(camera, -0.8, 1_000)).hasSize(3).noneMatch(Event::on);
        assertThat(advance(camera, -0.8, 50_000)).isEmpty();
        // The reference is -0.75 now: up by 0.25 from there, not from the level seen.
        assertThat(advance(camera, -0.51, 51_000)).isEmpty();
        assertThat(advance(camera, -0.49, 52_000)).hasSize(1).allMatch(Event::on);
    }

    @Test
    void inResetAPixelSeesNothingAndThenStartsFromWhatItSees() {
        double slope = 1e-4; // a threshold each 2000 µs
        EventCamera camera = camera(quiet(ONE, 0.2, 1_500), 0);
        List<Event> events = new ArrayList<>();

        for (int frame = 1; frame <= 70; frame++) {
            events.addAll(advance(camera, slope * 1_000 * frame, 1_000L * frame));
        }

        assertThat(events).hasSize(20); // one each 2000 + 1500 µs
        for (int n = 0; n < events.size(); n++) {
            assertThat(events.get(n).tUs()).isCloseTo(2_000 + 3_500L * n, within(2L));
        }
    }

    @Test
    void noTwoEventsOfAPixelAreCloserThanTheRefractoryTimeWhateverHappens() {
        SensorSize size = new SensorSize(6, 5);
        CameraOptions options = new CameraOptions(size, 0.1, 0.3, 700, 5, 200, 0.2, 900, 500);
        EventCamera camera = camera(options, 0);
        SplittableRandom light = new SplittableRandom(SEED);
        Map<Integer, Long> last = new HashMap<>();
        double[] level = new double[30];
        int[] count = new int[1];
        for (int frame = 1; frame <= 2_000; frame++) {
            for (int p = 0; p < level.length; p++) {
                level[p] += light.nextDouble() - 0.5;
            }
            camera.advance(
                    level,
                    500L * frame,
                    (t, x, y, on) -> {
                        Long before = last.put(y * 6 + x, t);
                        count[0]++;
                        assertThat(before == null ? 700 : t - before)
                                .as("seed %d, pixel %d,%d at %d µs", SEED, x, y, t)
                                .isGreaterThanOrEqualTo(699); // both are rounded down
                    });
        }
        assertThat(count[0]).isGreaterThan(10_000);
    }

    @Test
    void eventsComeInTheOrderOfTimeAndStayWithinTheirFrames() {
        SensorSize size = new SensorSize(9, 4);
        EventCamera camera = camera(new CameraOptions(size, 0.1, 0.3, 0, 0, 500, 0, 0, 500), 0);
        double[] level = new double[36];
        long[] last = new long[1];
        for (int frame = 1; frame <= 50; frame++) {
            for (int p = 0; p < level.length; p++) {
                level[p] = Math.sin(p + 0.3 * frame);
            }
            long endUs = 500L * frame;
            camera.advance(
                    level,
                    endUs,
                    (t, x, y, on) -> {
                        assertThat(t).isBetween(Math.max(last[0], endUs - 500), endUs);
                        last[0] = t;
                    });
        }
        assertThat(last[0]).isPositive();
    }

    @Test
    void shotNoiseComesAtItsRateInBothPolarities() {
        SensorSize size = new SensorSize(40, 25);
        EventCamera camera = camera(new CameraOptions(size, 0.2, 0, 0, 0, 5, 0, 0, 1_000), 0);
        int[] on = new int[1];
        int[] all = new int[1];
        camera.advance(
                new double[1_000],
                4_000_000,
                (t, x, y, isOn) -> {
                    all[0]++;
                    on[0] += isOn ? 1 : 0;
                });

        // 1000 pixels, 5 Hz, 4 s: 20,000 expected with a standard deviation of 141.
        assertThat(all[0]).as("seed %d", SEED).isCloseTo(20_000, within(700));
        assertThat(on[0]).as("seed %d", SEED).isCloseTo(all[0] / 2, within(400));
    }

    @Test
    void leakGivesOnEventsAtItsRateWhateverThePixelsThreshold() {
        SensorSize size = new SensorSize(10, 10);
        EventCamera camera = camera(new CameraOptions(size, 0.2, 0.2, 0, 2, 0, 0, 0, 1_000), 0);
        List<Event> events = new ArrayList<>();

        camera.advance(
                new double[100], 2_600_000, (t, x, y, on) -> events.add(new Event(t, x, y, on)));

        assertThat(events).hasSize(500).allMatch(Event::on); // at 0.5, 1, ... 2.5 s
    }

    @Test
    void thresholdsSpreadOverThePixelsAsTheMismatchSays() {
        CameraOptions options =
                new CameraOptions(new SensorSize(100, 100), 0.25, 0.2, 0, 0, 1, 0.01, 80, 1_000);

        PixelArray pixels = PixelArray.make(options, new SplittableRandom(SEED));

        for (double[] thresholds : List.of(pixels.on(), pixels.off())) {
            assertThat(mean(thresholds)).as("seed %d", SEED).isCloseTo(0.25, within(0.002));
            assertThat(deviation(thresholds)).as("seed %d", SEED).isCloseTo(0.05, within(0.002));
        }
        assertThat(pixels.on()).isNotEqualTo(pixels.off());
        long hot = Arrays.stream(pixels.noiseHz()).filter(hz -> hz == 80).count();
        assertThat(hot).as("seed %d", SEED).isBetween(60L, 140L);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(
                Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .average()
                        .orElseThrow());
    }
}
