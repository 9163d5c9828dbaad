package org.spikelink.sensors.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.sensors.SensorSource;

class SimulatedSensorTest {
    private static final CameraOptions CAMERA = CameraOptions.of(new SensorSize(32, 32));
    private static final CameraOptions WITHOUT_NOISE =
            new CameraOptions(new SensorSize(32, 32), 0.2, 0.15, 500, 0, 0, 0, 0, 1_000);

    private static SimulateOptions options(CameraOptions camera, long seed) {
        return new SimulateOptions(List.of(Gesture.values()), 3, camera, seed);
    }

    private static List<String> events(EventDecoder recording, EventChunk chunk) {
        List<String> events = new ArrayList<>();
        while (recording.read(chunk)) {
            for (int i = 0; i < chunk.count(); i++) {
                events.add(
                        "%d %d %d %b".formatted(chunk.tUs(i), chunk.x(i), chunk.y(i), chunk.on(i)));
            }
        }
        return events;
    }

    @Test
    void theSameSeedGivesTheSameEventsWhateverElseWasReadAndHoweverMuchAtATime() {
        SimulateOptions options = options(CAMERA, 42);
        SimulatedSensor first = new SimulatedSensor(2, options, 1);
        events(first.recording(4), new EventChunk());

        List<String> a = events(first.recording(7), new EventChunk());
        List<String> b =
                events(new SimulatedSensor(2, options, 9).recording(7), new EventChunk(64));

        assertThat(a).hasSizeGreaterThan(500).isEqualTo(b);
    }

    @Test
    void anotherSeedSensorOrGestureGivesOthers() {
        SimulatedSensor sensor = new SimulatedSensor(0, options(CAMERA, 1), 1);
        List<String> one = events(sensor.recording(0), new EventChunk());

        assertThat(events(sensor.recording(9), new EventChunk())).isNotEqualTo(one); // as one is
        assertThat(
                        events(
                                new SimulatedSensor(0, options(CAMERA, 2), 1).recording(0),
                                new EventChunk()))
                .isNotEqualTo(one);
        assertThat(
                        events(
                                new SimulatedSensor(1, options(CAMERA, 1), 1).recording(8),
                                new EventChunk()))
                .isNotEqualTo(one);
    }

    @ParameterizedTest
    @EnumSource(
            value = Gesture.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PUSH", "PULL"}) // what grows only covers
    void aMovingEdgeGivesEventsOfBothPolarities(Gesture gesture) {
        SimulateOptions options = new SimulateOptions(List.of(gesture), 1, WITHOUT_NOISE, 3);
        SimulatedSensor sensor = new SimulatedSensor(0, options, 1);

        List<String> events = events(sensor.recording(0), new EventChunk());

        long on = events.stream().filter(event -> event.endsWith("true")).count();
        assertThat(events).hasSizeGreaterThan(300);
        assertThat(on).isBetween(events.size() / 20L, events.size() * 19L / 20);
    }

    @Test
    void aStillSceneGivesNothingButNoise() {
        Scene still =
                new Scene() {
                    @Override
                    public long durationUs() {
                        return 1_000_000;
                    }

                    @Override
                    public void render(long tUs, double[] logIntensity) {
                        Arrays.fill(logIntensity, 1.5);
                    }
                };
        PixelArray pixels = PixelArray.make(WITHOUT_NOISE, Randoms.at(1));

        EventDecoder recording =
                new SimulatedRecording(still, WITHOUT_NOISE, pixels, Randoms.at(2));

        assertThat(events(recording, new EventChunk())).isEmpty();
    }

    @Test
    void itsTakesAreItsGesturesInTurnUnderTheirLabels() {
        SimulatedSensor sensor = new SimulatedSensor(1, options(CAMERA, 5), 10);
        List<String> labels = new ArrayList<>();
        while (sensor.hasNext()) {
            SensorSource.Session take = sensor.next(PlayOptions.DEFAULTS);
            labels.add(take.label().orElseThrow());
            take.batches().close();
        }

        assertThat(labels)
                .hasSize(10)
                .startsWith("swipe-right", "swipe-up")
                .endsWith("swipe-right");
        assertThat(labels.subList(0, 9)).containsExactlyInAnyOrderElementsOf(Gesture.labels());
        assertThat(sensor.stream()).isEqualTo("simulated-0001");
    }
}
