package org.spikelink.cli.sensors;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.cli.arguments.SensorsTopicArguments;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.error.Printable;
import org.spikelink.core.model.file.FiltersJson;
import org.spikelink.sensors.ingest.Ingest;
import org.spikelink.sensors.ingest.IngestFilters;
import org.spikelink.sensors.ingest.IngestOptions;
import org.spikelink.sensors.ingest.IngestResult;
import org.spikelink.sensors.ingest.JaerSettings;
import org.spikelink.sensors.ingest.SourceAddress;
import org.spikelink.sensors.send.Compression;
import org.spikelink.sensors.send.SendOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code spikelink ingest}. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends a live event camera to Kafka, from its software's output or from a pipe, until Ctrl-C or the end.",
            "Each connection or sender is a session of the stream. While Kafka is slow, TCP and standard input wait,"
                    + " and datagrams are dropped in whole batches, which are counted."
        })
public final class IngestCommand implements Callable<Integer> {
    private static final String DEFAULT_SILENCE_MS = "100";

    @Parameters(
            paramLabel = "SOURCE",
            converter = OfSource.class,
            description =
                    "- for standard input: any recording that can be read from front to back; udp://[HOST]:PORT for"
                            + " datagrams, HOST may be a multicast group; tcp://HOST:PORT to connect to the camera's"
                            + " software; tcp://:PORT to wait for it to connect")
    private SourceAddress source;

    @Option(
            names = "--stream",
            required = true,
            paramLabel = "NAME",
            description = "name of the sensor's stream, a different one for each sensor")
    private String stream;

    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private SensorsTopicArguments target = new SensorsTopicArguments();

    @Option(
            names = "--batch-us",
            paramLabel = "N",
            defaultValue = "" + CutOptions.DEFAULT_BATCH_US,
            description =
                    "sensor time per event batch in µs; 0 for batches of --batch-events events (default:"
                            + " ${DEFAULT-VALUE})")
    private long batchUs;

    @Option(
            names = "--batch-events",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "end a batch after this number of events; 0 for 100,000 (default: ${DEFAULT-VALUE})")
    private int batchEvents;

    @Option(
            names = "--silent-after-ms",
            paramLabel = "N",
            description =
                    "after this time without events, send empty batches that advance the sensor's time, so that bins close;"
                            + " 0 for never (default: "
                            + DEFAULT_SILENCE_MS
                            + "; 0 for standard input)")
    private Long silentAfterMs;

    @Option(
            names = "--no-reconnect",
            description =
                    "end when the TCP connection ends, instead of connecting again until Ctrl-C (default: connect again)")
    private boolean noReconnect;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "value of the record header label of every batch")
    private String label;

    @Option(
            names = "--filters",
            paramLabel = "FILE",
            description =
                    "JSON file with a list of filters of events, as input.filters of a model document."
                            + " A model of the stream must be for the image that they pass (default: no filters)")
    private Path filters;

    @Option(
            names = "--sensor-size",
            paramLabel = "WxH",
            description =
                    "pixels of the sensor, for --filters (default: as the header of the source or --sensor says)")
    private String sensorSize;

    @Option(
            names = "--compression",
            paramLabel = "none|lz4|zstd",
            defaultValue = "NONE",
            description = "how Kafka compresses the records (default: none)")
    private Compression compression;

    @Mixin private OpenArguments opening = new OpenArguments();

    @Mixin private SensorArguments sensor = new SensorArguments();

    @Option(
            names = "--recording-topic",
            paramLabel = "NAME",
            description = "topic of the events in a ROS bag or MCAP file, if it has several")
    private String recordingTopic;

    @Option(
            names = "--jaer",
            split = ",",
            paramLabel = "SETTING",
            description =
                    "settings of jAER's unicast output that differ from its defaults: no-sequence, no-timestamps,"
                            + " timestamp-first, swap-bytes, two-bytes")
    private List<String> jaer = List.of();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        SendOptions kafka = kafka();
        Ingest ingest = new Ingest(options(), System.in);
        CtrlC ctrlC = CtrlC.runs(ingest::cancel);
        try (ReplayProgress progress =
                ReplayProgress.onTerminal("ingest", ReplayProgress.UNKNOWN)) {
            IngestResult result = ingest.run(kafka, progress);
            spec.commandLine().getOut().println(IngestSummary.of(result, source));
            spec.commandLine().getOut().flush();
        } finally {
            ctrlC.finished();
        }
        return 0;
    }

    private SendOptions kafka() {
        try {
            return new SendOptions(
                    broker.kafka(),
                    target.topic(),
                    target.createTopics(),
                    compression,
                    broker.giveUpAfter());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private IngestOptions options() {
        long silence = silentAfterMs == null ? defaultSilenceMs() : silentAfterMs;
        try {
            return new IngestOptions(
                            source,
                            stream,
                            Optional.ofNullable(label),
                            opening.options(sensor.sensor(), recordingTopic),
                            JaerSettings.parse(jaer),
                            batchUs,
                            batchEvents,
                            silence)
                    .with(filters())
                    .reconnecting(!noReconnect);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private IngestFilters filters() {
        if (filters == null) {
            return IngestFilters.NONE;
        }
        Optional<SensorSize> size =
                Optional.ofNullable(sensorSize)
                        .map(
                                text ->
                                        SensorSize.parse(text)
                                                .orElseThrow(
                                                        () ->
                                                                new IllegalArgumentException(
                                                                        "--sensor-size must be WIDTHxHEIGHT (got "
                                                                                + Printable.of(text)
                                                                                + ")")));
        return new IngestFilters(size, FiltersJson.read(filters));
    }

    private long defaultSilenceMs() {
        return source instanceof SourceAddress.StandardInput
                ? 0
                : Long.parseLong(DEFAULT_SILENCE_MS);
    }

    /** See {@link SourceAddress#parse}. */
    static final class OfSource implements ITypeConverter<SourceAddress> {
        @Override
        public SourceAddress convert(String text) {
            try {
                return SourceAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
