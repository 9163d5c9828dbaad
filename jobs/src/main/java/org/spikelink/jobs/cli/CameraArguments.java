package org.spikelink.jobs.cli;

import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.jobs.simulate.CameraOptions;
import picocli.CommandLine.Option;

/** A simulated camera's properties as options. */
final class CameraArguments {
    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "32x32",
            description = "pixels (default: ${DEFAULT-VALUE})")
    private String size;

    @Option(
            names = "--threshold",
            paramLabel = "C",
            description = "change of log intensity that gives an event (default: 0.2)")
    private Double threshold;

    @Option(
            names = "--mismatch",
            paramLabel = "SHARE",
            description = "standard deviation of the threshold over the pixels (default: 0.15)")
    private Double mismatch;

    @Option(
            names = "--refractory-us",
            paramLabel = "N",
            description = "how long a pixel sees nothing after an event (default: 500)")
    private Double refractoryUs;

    @Option(
            names = "--leak-hz",
            paramLabel = "HZ",
            description = "ON events of a pixel that come from leakage (default: 0.1)")
    private Double leakHz;

    @Option(
            names = "--noise-hz",
            paramLabel = "HZ",
            description = "events of a pixel that are shot noise (default: 1)")
    private Double noiseHz;

    @Option(
            names = "--hot-pixels",
            paramLabel = "SHARE",
            description = "pixels that fire at 50 Hz whatever they see (default: 0.002)")
    private Double hotPixels;

    CameraOptions options() {
        CameraOptions usual = CameraOptions.of(parsedSize());
        return new CameraOptions(
                usual.size(),
                threshold == null ? usual.threshold() : threshold,
                mismatch == null ? usual.mismatch() : mismatch,
                refractoryUs == null ? usual.refractoryUs() : refractoryUs,
                leakHz == null ? usual.leakHz() : leakHz,
                noiseHz == null ? usual.noiseHz() : noiseHz,
                hotPixels == null ? usual.hotPixels() : hotPixels,
                usual.hotHz(),
                usual.frameUs());
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
