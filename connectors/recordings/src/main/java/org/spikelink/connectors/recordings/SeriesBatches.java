package org.spikelink.connectors.recordings;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/**
 * A series as the batches of samples that its sensor would have sent: as many as fit into {@code batchUs}, at least one,
 * and few enough for a Kafka record. Sample n is taken at n periods; {@code until_us} is the next sample's time.
 */
final class SeriesBatches implements Batches {
    /** So many values stay below half a Kafka record of the default size. */
    static final int MAX_VALUES = 100_000;

    private final SeriesRecording recording;
    private final PlayOptions options;
    private final int samplesPerBatch;
    private int at;
    private long sequence;
    private boolean ended;

    SeriesBatches(SeriesRecording recording, PlayOptions options) {
        this.recording = recording;
        this.options = options;
        long inTime = options.batchUs() / options.periodUs();
        long inRecord = MAX_VALUES / recording.series().channels();
        samplesPerBatch = (int) Math.max(1, Math.min(inTime, inRecord));
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public SensorBatch next() {
        if (ended) {
            throw new NoSuchElementException("the series has ended");
        }
        Series series = recording.series();
        int first = at;
        at = Math.min(series.steps(), first + samplesPerBatch);
        ended = at == series.steps();
        int channels = series.channels();
        float[] values = Arrays.copyOfRange(series.values(), first * channels, at * channels);
        return new SensorBatch(
                recording.name(),
                options.session(),
                sequence,
                first * options.periodUs(),
                at * options.periodUs(),
                ended,
                new Samples(values, channels),
                new Origin(recording.path().toString(), 0, sequence++, 0),
                new byte[0]);
    }

    @Override
    public void close() {}
}
