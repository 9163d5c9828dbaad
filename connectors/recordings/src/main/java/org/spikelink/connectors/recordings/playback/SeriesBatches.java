package org.spikelink.connectors.recordings.playback;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/**
 * A series as the batches of samples that its sensor would have sent: as many as fit into {@code batchUs}, at least
 * one, and few enough for a Kafka record. Sample n has the time of n periods; {@code until_us} is the next sample's
 * time.
 */
public final class SeriesBatches implements Batches {
    /** This number of values takes less than half a Kafka record of the default maximum size. */
    static final int MAX_VALUES = 100_000;

    private final String file;
    private final String stream;
    private final Series series;
    private final PlayOptions options;
    private final int samplesPerBatch;
    private int at;
    private long sequence;
    private boolean ended;

    /**
     * The batches of a series.
     *
     * @param file of the series: the topic of the batches' origins
     * @param stream the sensor's name, not empty
     */
    public SeriesBatches(String file, String stream, Series series, PlayOptions options) {
        this.file = file;
        this.stream = stream;
        this.series = series;
        this.options = options;
        long inTime = options.batchUs() / options.periodUs();
        long inRecord = MAX_VALUES / series.channels();
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
        int first = at;
        at = Math.min(series.steps(), first + samplesPerBatch);
        ended = at == series.steps();
        int channels = series.channels();
        float[] values = Arrays.copyOfRange(series.values(), first * channels, at * channels);
        return new SensorBatch(
                stream,
                options.session(),
                sequence,
                first * options.periodUs(),
                at * options.periodUs(),
                ended,
                new Samples(values, channels),
                new Origin(file, 0, sequence++, 0),
                new byte[0]);
    }

    @Override
    public void close() {}
}
