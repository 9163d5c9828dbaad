package org.spikelink.sensors.simulate;

import java.util.Optional;
import java.util.SplittableRandom;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;

/** A camera's events of a scene, simulated as they are read. The format is the one that they would be written in. */
final class SimulatedRecording implements EventDecoder {
    private final Scene scene;
    private final CameraOptions options;
    private final EventCamera camera;
    private final double[] frame;
    private EventChunk pending = new EventChunk();
    private int taken;
    private long nowUs;

    SimulatedRecording(
            Scene scene, CameraOptions options, PixelArray pixels, SplittableRandom noise) {
        this.scene = scene;
        this.options = options;
        this.frame = new double[options.size().width() * options.size().height()];
        scene.render(0, frame);
        this.camera = new EventCamera(options, pixels, noise, frame);
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return Optional.of(options.size());
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (taken == pending.count() && nowUs < scene.durationUs()) {
            advance();
        }
        while (chunk.room() > 0 && taken < pending.count()) {
            chunk.add(pending.tUs(taken), pending.x(taken), pending.y(taken), pending.on(taken));
            taken++;
        }
        return chunk.count() > 0;
    }

    private void advance() {
        nowUs = Math.min(nowUs + options.frameUs(), scene.durationUs());
        scene.render(nowUs, frame);
        pending.clear();
        taken = 0;
        camera.advance(frame, nowUs, this::add);
    }

    private void add(long tUs, int x, int y, boolean on) {
        if (pending.room() == 0) {
            pending = twice(pending);
        }
        pending.add(tUs, x, y, on);
    }

    private static EventChunk twice(EventChunk full) {
        EventChunk larger = new EventChunk(2 * full.count());
        for (int i = 0; i < full.count(); i++) {
            larger.add(full.tUs(i), full.x(i), full.y(i), full.on(i));
        }
        return larger;
    }

    @Override
    public void close() {}
}
