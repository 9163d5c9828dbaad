package org.spikelink.cli.arguments;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sensor of recordings that do not state it. */
@Command // without a name: a mixin
public final class SensorArguments {
    @Option(
            names = "--sensor",
            paramLabel = "NAME|WxH",
            description =
                    "sensor of recordings that do not state it: a chip, for example DVS128 or DAVIS346B, or its size in"
                            + " pixels")
    private String sensor;

    /** Name or size; null if not stated. */
    public String sensor() {
        return sensor;
    }
}
