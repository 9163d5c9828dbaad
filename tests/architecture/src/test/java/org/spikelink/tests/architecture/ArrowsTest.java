package org.spikelink.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may use which, as ARCHITECTURE.md draws it. */
@AnalyzeClasses(packages = "org.spikelink", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArrowsTest {
    private static final String CORE = "org.spikelink.core..";
    private static final String KERNEL = "org.spikelink.core.kernel..";
    private static final String RECORDINGS = "org.spikelink.connectors.recordings..";
    private static final String CHECKPOINTS = "org.spikelink.connectors.checkpoints..";
    private static final String KAFKA = "org.spikelink.connectors.kafka..";
    private static final String CODEC = "org.spikelink.connectors.kafka.codec..";
    private static final String CLIENT = "org.spikelink.connectors.kafka.client..";
    private static final String WIRE = "org.spikelink.connectors.kafka.wire..";
    private static final String OPERATORS = "org.spikelink.operators..";
    private static final String TRAINER = "org.spikelink.trainer..";
    private static final String EVALUATION = "org.spikelink.evaluation..";
    private static final String CHARTS = "org.spikelink.charts..";
    private static final String CLASSIFY = "org.spikelink.classify..";
    private static final String SENSORS = "org.spikelink.sensors..";
    private static final String LOCAL = "org.spikelink.local..";
    private static final String TOOLS = "org.spikelink.tools..";
    private static final String VIEWER = "org.spikelink.viewer..";
    private static final String CLI = "org.spikelink.cli..";
    private static final String JAVA = "java..";
    private static final String JACKSON = "com.fasterxml.jackson..";

    @ArchTest
    static final ArchRule coreSeesJavaAndOneJsonParser =
            classes()
                    .that()
                    .resideInAPackage(CORE)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(CORE, JAVA, JACKSON, "jdk.incubator.vector..");

    @ArchTest
    static final ArchRule onlyKernelsSeeTheVectorModule =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(KERNEL)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jdk.incubator.vector..");

    @ArchTest
    static final ArchRule onlyFilesSeeTheJsonParserInCore =
            noClasses()
                    .that()
                    .resideInAPackage(CORE)
                    .and()
                    .resideOutsideOfPackages(
                            "org.spikelink.core.model.file..", "org.spikelink.core.schedule.file..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(JACKSON);

    @ArchTest
    static final ArchRule recordingsSeeCoreAndLibrariesOfFileFormats =
            classes()
                    .that()
                    .resideInAPackage(RECORDINGS)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            RECORDINGS,
                            CORE,
                            JAVA,
                            "org.apache.commons.codec..",
                            "org.apache.commons.csv..",
                            "org.apache.commons.compress..",
                            "com.github.luben.zstd..",
                            "io.jhdf..",
                            "org.sqlite..");

    @ArchTest
    static final ArchRule recordingPackagesFormNoCircle =
            slices().matching("org.spikelink.connectors.recordings.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule checkpointsSeeCoreAndTheUnpickler =
            classes()
                    .that()
                    .resideInAPackage(CHECKPOINTS)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(CHECKPOINTS, CORE, JAVA, "net.razorvine.pickle..");

    @ArchTest
    static final ArchRule kafkaSeesCoreAndFlinksConnector =
            classes()
                    .that()
                    .resideInAPackage(KAFKA)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            KAFKA,
                            CORE,
                            JAVA,
                            JACKSON,
                            "org.apache.flink..",
                            "org.apache.kafka..",
                            "com.google.protobuf..",
                            "org.slf4j..");

    @ArchTest
    static final ArchRule theViewerReadsTopicsAndServesPages =
            classes()
                    .that()
                    .resideInAPackage(VIEWER)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            VIEWER,
                            CORE,
                            CODEC,
                            CLIENT,
                            "org.spikelink.tools.watch..",
                            "org.spikelink.tools.text..",
                            JAVA,
                            JACKSON,
                            "org.apache.kafka..",
                            "io.undertow..",
                            "org.xnio..",
                            "org.slf4j..");

    @ArchTest
    static final ArchRule theViewersLiveStreamsKnowNothingOfServers =
            noClasses()
                    .that()
                    .resideInAPackage("org.spikelink.viewer.live..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.undertow..", "org.apache.kafka..", KAFKA);

    @ArchTest
    static final ArchRule onlyKafkasSourceAndSinkSeeFlink =
            noClasses()
                    .that()
                    .resideInAnyPackage(CODEC, CLIENT, WIRE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..", "org.spikelink.connectors.kafka.flink..");

    @ArchTest
    static final ArchRule theCodecSeesNoKafkaClient =
            noClasses()
                    .that()
                    .resideInAnyPackage(CODEC, WIRE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", CLIENT);

    @ArchTest
    static final ArchRule operatorsSeeCoreAndFlinkButNoConnector =
            classes()
                    .that()
                    .resideInAPackage(OPERATORS)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(OPERATORS, CORE, JAVA, "org.apache.flink..", "org.slf4j..");

    @ArchTest
    static final ArchRule operatorsNeverSeeKafkaThroughFlink =
            noClasses()
                    .that()
                    .resideInAPackage(OPERATORS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink.connector..");

    @ArchTest
    static final ArchRule theTrainerSeesNoFlinkAndNoKafka =
            noClasses()
                    .that()
                    .resideInAPackage(TRAINER)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..", "org.apache.kafka..", KAFKA, OPERATORS)
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheTrainerSeesNd4j =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(TRAINER)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule libraryModulesSeeNoJobs =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            CORE, RECORDINGS, CHECKPOINTS, KAFKA, OPERATORS, EVALUATION, TRAINER)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(CLASSIFY, SENSORS, LOCAL, TOOLS, CLI);

    @ArchTest
    static final ArchRule evaluationSeesRecordingsChartsAndCoreOnly =
            classes()
                    .that()
                    .resideInAPackage(EVALUATION)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            EVALUATION,
                            RECORDINGS,
                            CHARTS,
                            CORE,
                            JAVA,
                            JACKSON,
                            "org.jfree..",
                            "com.github.freva.asciitable..");

    @ArchTest
    static final ArchRule theJobSeesOnlyWhatItsJarOrTheClusterHolds =
            classes()
                    .that()
                    .resideInAPackage(CLASSIFY)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            CLASSIFY,
                            CORE,
                            OPERATORS,
                            KAFKA,
                            JAVA,
                            "org.apache.flink..",
                            "org.apache.kafka..",
                            "org.snakeyaml..",
                            "picocli..");

    @ArchTest
    static final ArchRule sensorsSeeRecordingsAndKafka =
            noClasses()
                    .that()
                    .resideInAPackage(SENSORS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            CLASSIFY,
                            LOCAL,
                            TOOLS,
                            CLI,
                            OPERATORS,
                            EVALUATION,
                            TRAINER,
                            "org.apache.flink..",
                            "picocli..");

    @ArchTest
    static final ArchRule localSeesTheJobAndKafka =
            noClasses()
                    .that()
                    .resideInAPackage(LOCAL)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(SENSORS, TOOLS, CLI, EVALUATION, TRAINER, RECORDINGS);

    @ArchTest
    static final ArchRule chartsSeeNoRecordingAndNoNetwork =
            classes()
                    .that()
                    .resideInAPackage(CHARTS)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            CHARTS,
                            "org.spikelink.core.error..",
                            "org.spikelink.core.io..",
                            JAVA,
                            "javax..",
                            "org.w3c.dom..",
                            "org.jfree..",
                            "org.apache.batik..");

    @ArchTest
    static final ArchRule toolsSeeNoCommandAndNoTrainer =
            noClasses()
                    .that()
                    .resideInAPackage(TOOLS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(CLI, TRAINER, "picocli..");

    @ArchTest
    static final ArchRule toolsPackagesFormNoCircle =
            slices().matching("org.spikelink.tools.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule localPackagesFormNoCircle =
            slices().matching("org.spikelink.local.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule corePackagesFormNoCircle =
            slices().matching("org.spikelink.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingStaticChanges =
            fields().that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackage(WIRE)
                    .should()
                    .beFinal();
}
