package org.spikelink.tools.inspect;

import java.nio.file.Path;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.series.Series;

/** Counts {@link SeriesFacts} series by series. */
final class SeriesCounter {
    private final TreeMap<String, Integer> labels = new TreeMap<>();
    private int series;
    private int channels;
    private long samples;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private float smallest = Float.NaN;
    private float largest = Float.NaN;
    private long missing;
    private boolean perStep;

    void add(Series next) {
        series++;
        channels = Math.max(channels, next.channels());
        samples += next.steps();
        shortest = Math.min(shortest, next.steps());
        longest = Math.max(longest, next.steps());
        perStep |= next.isPerStep();
        next.label().ifPresent(label -> labels.merge(label, 1, Integer::sum));
        for (int label : next.stepLabels()) {
            if (label != Series.UNLABELLED) {
                labels.merge(Integer.toString(label), 1, Integer::sum);
            }
        }
        for (float value : next.values()) {
            add(value);
        }
    }

    private void add(float value) {
        if (Float.isNaN(value)) {
            missing++;
            return;
        }
        smallest = value < smallest || Float.isNaN(smallest) ? value : smallest;
        largest = value > largest || Float.isNaN(largest) ? value : largest;
    }

    SeriesFacts facts(Path path, long bytes) {
        return new SeriesFacts(
                path,
                bytes,
                series,
                channels,
                samples,
                series == 0 ? 0 : shortest,
                longest,
                smallest,
                largest,
                missing,
                perStep,
                labels);
    }
}
