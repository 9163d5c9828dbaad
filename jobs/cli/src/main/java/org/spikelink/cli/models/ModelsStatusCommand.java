package org.spikelink.cli.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.freva.asciitable.ColumnData;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.connectors.kafka.registry.Registry;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.tools.models.RegistryReport;
import org.spikelink.tools.models.RuleRow;
import org.spikelink.tools.text.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink models status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows which version is active for which streams, canaries, shadows, and what is scheduled.")
final class ModelsStatusCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "show this model only")
    private String name;

    @Option(names = "--all", description = "also show rules that newer ones have replaced")
    private boolean all;

    @Option(names = "--json", description = "print [{name, revision, rules, rollbacks}]")
    private boolean json;

    @Mixin private RegistryArguments registry = new RegistryArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Registry found = registry.read();
        RegistryReport report = new RegistryReport(found, System.currentTimeMillis());
        Collection<String> names = name == null ? found.names() : List.of(name);
        List<ModelSchedule> schedules = names.stream().map(found::scheduleOf).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            schedules.forEach(schedule -> list.add(report.scheduleJson(schedule)));
            out.println(list);
        } else {
            schedules.forEach(schedule -> print(schedule, report.nowMs(), out));
            report.takenBack(Optional.ofNullable(name)).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private void print(ModelSchedule schedule, long nowMs, PrintWriter out) {
        List<RuleRow> rows =
                RuleRow.of(schedule, nowMs).stream().filter(r -> all || r.isLive()).toList();
        if (rows.isEmpty()) {
            out.println(
                    schedule.name()
                            + ": no version has been activated; see spikelink models activate");
            return;
        }
        out.println(schedule.name() + ":");
        List<ColumnData<RuleRow>> columns =
                List.of(
                        Columns.text("version", RuleRow::version),
                        Columns.text("state", r -> r.state().toString()),
                        Columns.text("streams", RuleRow::streams),
                        Columns.text("from", r -> Instant.ofEpochMilli(r.fromMs()).toString()));
        out.println(Columns.table(rows, columns));
        schedule.rollbacks()
                .forEach(
                        rule ->
                                out.printf(
                                        "version %s is taken back to %s if %s%n",
                                        schedule.find(rule.sha256()).orElseThrow().version(),
                                        schedule.find(rule.toSha256()).orElseThrow().version(),
                                        rule.condition().text()));
    }
}
