package org.spikelink.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: jobs -> operators, connectors, trainer -> core; trainer -> recordings -> core. */
@AnalyzeClasses(packages = "org.spikelink", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArrowsTest {
    private static final String CORE = "org.spikelink.core..";
    private static final String KERNEL = "org.spikelink.core.kernel..";
    private static final String RECORDINGS = "org.spikelink.connectors.recordings..";
    private static final String CHECKPOINTS = "org.spikelink.connectors.checkpoints..";
    private static final String KAFKA = "org.spikelink.connectors.kafka..";
    private static final String OPERATORS = "org.spikelink.operators..";
    private static final String TRAINER = "org.spikelink.trainer..";
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
    static final ArchRule onlyTheModelFileSeesTheJsonParserInCore =
            noClasses()
                    .that()
                    .resideInAPackage(CORE)
                    .and()
                    .resideOutsideOfPackage("org.spikelink.core.model..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(JACKSON);

    @ArchTest
    static final ArchRule recordingsSeeCoreOnly =
            classes()
                    .that()
                    .resideInAPackage(RECORDINGS)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(RECORDINGS, CORE, JAVA);

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
    static final ArchRule nobodySeesTheJobs =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.spikelink.jobs..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.spikelink.jobs..");

    @ArchTest
    static final ArchRule theJobJarsMainSeesOnlyWhatTheJarOrTheClusterHolds =
            classes()
                    .that()
                    .resideInAPackage("org.spikelink.jobs.classify..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "org.spikelink.jobs.classify..",
                            CORE,
                            OPERATORS,
                            KAFKA,
                            JAVA,
                            "org.apache.flink..",
                            "org.apache.kafka..",
                            "picocli..");

    @ArchTest
    static final ArchRule jobsPackagesFormNoCircle =
            slices().matching("org.spikelink.jobs.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule corePackagesFormNoCircle =
            slices().matching("org.spikelink.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingStaticChanges =
            fields().that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackage("org.spikelink.connectors.kafka.wire..")
                    .should()
                    .beFinal();
}
