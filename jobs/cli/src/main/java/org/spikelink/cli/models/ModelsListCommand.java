package org.spikelink.cli.models;

import com.github.freva.asciitable.ColumnData;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.connectors.kafka.registry.PublishedModel;
import org.spikelink.tools.models.RegistryReport;
import org.spikelink.tools.text.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink models list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the published models and how they stand.")
final class ModelsListCommand implements Callable<Integer> {
    private static final int HASH_CHARS = 12;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "list this model only")
    private String name;

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Option(
            names = "--json",
            description = "print [{name, version, sha256, uri, bytes, published_ms, state}]")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RegistryReport report = new RegistryReport(registry.read(), System.currentTimeMillis());
        Optional<String> only = Optional.ofNullable(name);
        only.ifPresent(report.registry()::scheduleOf); // fails if there is none
        PrintWriter out = spec.commandLine().getOut();
        List<ColumnData<PublishedModel>> columns =
                List.of(
                        Columns.text("name", m -> m.version().name()),
                        Columns.text("version", m -> m.version().version()),
                        Columns.text("state", report::state),
                        Columns.text(
                                "published", m -> Instant.ofEpochMilli(m.publishedMs()).toString()),
                        Columns.text("bytes", m -> "%,d".formatted(m.bytes())),
                        Columns.text("sha256", m -> m.version().sha256().substring(0, HASH_CHARS)));
        out.println(
                json
                        ? report.modelsJson(only).toString()
                        : Columns.table(report.models(only), columns));
        if (!json) {
            report.takenBack(only).forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
