package org.spikelink.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.jobs.inspect.EventPicture;
import org.spikelink.jobs.inspect.FileKind;
import org.spikelink.jobs.inspect.ModelFacts;
import org.spikelink.jobs.inspect.ModelReport;
import org.spikelink.jobs.inspect.RecordingFacts;
import org.spikelink.jobs.inspect.RecordingReport;
import org.spikelink.jobs.inspect.SeriesFacts;
import org.spikelink.jobs.inspect.SeriesReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Tells what a recording, a file of series or a model file holds.")
public final class InspectCommand implements Callable<Integer> {
    private static final int MAX_PLOTTED = 1_000_000;

    @Parameters(
            paramLabel = "FILE",
            description = "recording, series (.ts, .npz, .npy, .zip), or model (.safetensors)")
    private Path file;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(names = "--plot", description = "of a recording: show its events in characters")
    private boolean plot;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        switch (FileKind.of(file)) {
            case MODEL -> {
                ModelFacts facts = ModelFacts.of(file);
                out.println(json ? ModelReport.json(facts) : ModelReport.text(facts));
            }
            case RECORDING -> {
                if (plot) {
                    out.println(plot());
                    return 0;
                }
                RecordingFacts facts = RecordingFacts.of(file);
                out.println(json ? RecordingReport.json(facts) : RecordingReport.text(facts));
            }
            case SERIES -> {
                SeriesFacts facts = SeriesFacts.of(file);
                out.println(json ? SeriesReport.json(facts) : SeriesReport.text(facts));
            }
        }
        return 0;
    }

    private String plot() {
        try (Decoder events = Recordings.open(file)) {
            return EventPicture.of(events, MAX_PLOTTED);
        }
    }
}
