package org.spikelink.cli.sensors;

import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.sensors.simulate.CameraOptions;
import picocli.CommandLine.Option;

/** Options of a simulated camera. */
final class CameraArguments {
    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "32x32",
            description = "width and height in pixels (default: ${DEFAULT-VALUE})")
    private String size;

    @Option(
            names = "--threshold",
            paramLabel = "C",
            description = "change of log intensity that triggers an event (default: 0.2)")
    private Double threshold;

    @Option(
            names = "--mismatch",
            paramLabel = "SHARE",
            description =
                    "standard deviation of the threshold across pixels, relative to it (default: 0.15)")
    private Double mismatch;

    @Option(
            names = "--refractory-us",
            paramLabel = "N",
            description = "refractory period of a pixel after an event in µs (default: 500)")
    private Double refractoryUs;

    @Option(
            names = "--leak-hz",
            paramLabel = "HZ",
            description = "rate of ON events per pixel due to leakage (default: 0.1)")
    private Double leakHz;

    @Option(
            names = "--noise-hz",
            paramLabel = "HZ",
            description = "rate of shot noise events per pixel (default: 1)")
    private Double noiseHz;

    @Option(
            names = "--hot-pixels",
            paramLabel = "SHARE",
            description = "share of hot pixels, which fire at 50 Hz constantly (default: 0.002)")
    private Double hotPixels;

    CameraOptions options() {
        CameraOptions defaults = CameraOptions.of(parsedSize());
        return new CameraOptions(
                defaults.size(),
                threshold == null ? defaults.threshold() : threshold,
                mismatch == null ? defaults.mismatch() : mismatch,
                refractoryUs == null ? defaults.refractoryUs() : refractoryUs,
                leakHz == null ? defaults.leakHz() : leakHz,
                noiseHz == null ? defaults.noiseHz() : noiseHz,
                hotPixels == null ? defaults.hotPixels() : hotPixels,
                defaults.hotHz(),
                defaults.frameUs());
    }

    private SensorSize parsedSize() {
        if (!size.matches("[0-9]{1,5}x[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "size must be WIDTHxHEIGHT in pixels (got " + size + ")");
        }
        String[] sides = size.split("x", -1);
        return new SensorSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }
}
