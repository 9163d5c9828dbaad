package org.spikelink.cli.arguments;

import org.spikelink.connectors.recordings.events.OpenOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether files of a set may be skipped. */
@Command // without a name: a mixin
public final class StrictArguments {
    @Option(
            names = "--strict",
            description =
                    "fail if any file of a set of recordings cannot be read or is not a recording, instead of skipping it")
    private boolean strict;

    public OpenOptions with(OpenOptions options) {
        return strict ? options.asStrict() : options;
    }
}
