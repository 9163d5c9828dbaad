package org.spikelink.cli.arguments;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.spikelink.connectors.recordings.events.OpenOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a user states about recordings because the files do not. */
@Command // without a name: a mixin
public final class OpenArguments {
    @Option(
            names = "--format",
            paramLabel = "ID",
            description =
                    "format of the recordings, for example evt2, evt21 or evt3 of a .raw file without a header (default:"
                            + " detected by content, then by name)")
    private String format;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description =
                    "layout of the events within the format: dvs128, davis or ams of AEDAT 2.0, v1 or v2 of DAT, little or"
                            + " legacy of EVT 2.1")
    private String layout;

    @Option(
            names = "--stream-index",
            paramLabel = "N",
            description =
                    "number of the stream in an AEDAT 4 file, or of the recording in an HDF5 file, if it has several")
    private Integer streamIndex;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description =
                    "names of a table's columns or fields, in order: t, x, y and p, and any other name for one to ignore")
    private List<String> columns = List.of();

    @Option(
            names = "--time-unit",
            paramLabel = "s|ms|us|ns",
            description = "unit of a table's times (default: s with a decimal point, otherwise us)")
    private String timeUnit;

    @Option(
            names = "--lenient",
            description = "skip and count damaged parts of a recording instead of rejecting it")
    private boolean lenient;

    /**
     * The options.
     *
     * @param sensor name or size of the sensor, null if not stated
     * @param topic of a bag, null if not stated
     */
    public OpenOptions options(String sensor, String topic) {
        return new OpenOptions(
                Optional.ofNullable(format),
                Optional.ofNullable(layout),
                Optional.ofNullable(sensor),
                columns,
                Optional.ofNullable(timeUnit),
                Optional.ofNullable(topic),
                streamIndex == null ? OptionalInt.empty() : OptionalInt.of(streamIndex),
                lenient,
                false);
    }
}
