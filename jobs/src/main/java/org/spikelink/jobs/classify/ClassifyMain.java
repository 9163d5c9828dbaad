package org.spikelink.jobs.classify;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.spikelink.core.model.ModelFile;
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
            throw new IllegalArgumentException(
                    e.getMessage() + System.lineSeparator() + e.getCommandLine().getUsageMessage(),
                    e);
        }
        main.run();
    }

    private void run() throws Exception {
        byte[] modelFile = ModelFile.bytes(arguments.model());
        ModelFile.parse(modelFile);
        ClassifyOptions options = arguments.options();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(options));
        ClassifyJob.wire(env, modelFile, options);
        env.execute(options.jobName());
    }
}
