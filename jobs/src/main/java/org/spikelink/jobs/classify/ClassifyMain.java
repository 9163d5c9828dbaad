package org.spikelink.jobs.classify;

import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.spikelink.connectors.kafka.JobName;
import org.spikelink.core.model.ModelFile;
import org.spikelink.jobs.classify.config.Settings;
import org.spikelink.jobs.classify.config.WrongArguments;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The main class of {@code spikelink-job.jar}, for {@code flink run}: the options of {@code spikelink classify}. */
@Command(name = "classify", description = "Classifies sensor streams from Kafka.")
public final class ClassifyMain {
    @Mixin private ClassifyArguments arguments = new ClassifyArguments();

    private ClassifyMain() {}

    public static void main(String[] args) throws Exception {
        ClassifyMain main = new ClassifyMain();
        try {
            new CommandLine(main).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        } catch (ParameterException e) {
            // Not as a cause: its message may hold a secret.
            throw new IllegalArgumentException(
                    WrongArguments.message(e)
                            + System.lineSeparator()
                            + e.getCommandLine().getUsageMessage());
        }
        main.run();
    }

    private void run() throws Exception {
        Settings settings =
                arguments.settingsOnCluster(
                        StreamExecutionEnvironment.getExecutionEnvironment()
                                .getConfiguration()
                                .toMap());
        byte[] modelFile = ModelFile.bytes(Path.of(settings.get(ClassifyConfig.MODEL)));
        ModelFile.parse(modelFile);
        ClassifyOptions options = ClassifyOptions.of(settings);
        JobName.checkFree(
                options.source().bootstrapServers(),
                options.source().extra(),
                options.jobName(),
                () -> {});
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(options));
        ClassifyJob.wire(env, modelFile, options);
        env.execute(options.jobName());
    }
}
