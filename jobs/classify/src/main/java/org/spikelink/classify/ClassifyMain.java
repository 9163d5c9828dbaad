package org.spikelink.classify;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.spikelink.classify.config.Settings;
import org.spikelink.classify.config.WrongArguments;
import org.spikelink.connectors.kafka.client.JobName;
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
        JobModel model = JobModel.read(settings);
        ClassifyOptions options = ClassifyOptions.of(settings);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(options));
        new JobName(options.kafka(), options.jobName(), FlinkIdentity.of(env.getConfiguration()))
                .checkFree(() -> {});
        ClassifyJob.wire(env, model, options);
        env.execute(options.jobName());
    }
}
