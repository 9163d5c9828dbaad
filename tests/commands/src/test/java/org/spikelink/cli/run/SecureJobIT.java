package org.spikelink.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.ClassifyConfig;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.config.Flags;
import org.spikelink.classify.config.Settings;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.ClassificationCodec;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.codec.SpikeBatchCodec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.DocumentedAcls;
import org.spikelink.local.broker.SecureBroker;
import org.spikelink.local.fixture.LogLines;
import org.spikelink.local.fixture.TinyModel;
import org.spikelink.local.job.LocalJob;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The job on a broker that wants TLS, a SCRAM login, and for all that it does a right that is documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureJobIT {
    private static final String PASSWORD = "correct-horse-battery";
    private static final String WRONG = "wrong-horse-battery";
    private static final String JOB = "guarded";
    private static final Topics TOPICS = Topics.defaults();
    private static final String NOT_OURS = "payroll";
    private static final String STREAM = "dvs-1";
    private static final int BATCHES = 40;
    private static final long SEED = 11;
    private static final long FIRST_MS = 1_700_000_000_000L;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private Path folder;

    private final Model model = model();
    private SecureBroker broker;
    private LogLines log;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        log = LogLines.capture();
        broker = SecureBroker.start(folder, PASSWORD);
        ModelFile.write(model, folder.resolve("model.safetensors"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.inside()))) {
            admin.createTopics(
                            List.of(
                                    topic(TOPICS.sensors()),
                                    topic(TOPICS.spikes()),
                                    topic(TOPICS.classes()),
                                    topic(TOPICS.rejected()),
                                    topic(NOT_OURS)))
                    .all()
                    .get();
            admin.createAcls(DocumentedAcls.of(SecureBroker.USER, JOB, false)).all().get();
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 1, (short) 1);
    }

    @AfterAll
    void stop() {
        broker.close();
        log.close();
    }

    @Test
    void theJobRunsOverTlsWithALoginAndTheDocumentedRightsAndShowsNoSecret() throws Exception {
        List<String> spikes = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        expect(spikes, classes);
        ClassifyOptions options = options(PASSWORD);
        try (Clients clients = new Clients(broker.inside());
                LocalJob job = LocalJob.start(ModelFile.bytes(model), options)) {
            awaitRunning(job);
            for (int n = 0; n < BATCHES; n++) {
                clients.send(TOPICS.sensors(), STREAM.getBytes(UTF_8), value(n), FIRST_MS + n);
            }
            clients.send(TOPICS.sensors(), "other".getBytes(UTF_8), "garbage".getBytes(UTF_8));

            assertThat(hex(clients, TOPICS.spikes(), spikes.size())).isEqualTo(spikes);
            assertThat(hex(clients, TOPICS.classes(), classes.size())).isEqualTo(classes);
            assertThat(clients.read(TOPICS.rejected(), 1)).hasSize(1);
            assertThat(job.latestFailure()).isEmpty();
            assertThat(pages(job.rest()))
                    .hasSizeGreaterThan(10)
                    .noneMatch(page -> page.contains(PASSWORD));
        }
        assertThat(options.toString()).contains("SASL_SSL").doesNotContain(PASSWORD);
        assertThat(log.lines())
                .anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"))
                .noneMatch(line -> line.contains(PASSWORD));
    }

    @Test
    void aCheckWithTheDocumentedRightsFindsNothingWrong() throws Exception {
        Run run = classify(PASSWORD, broker.trusted(), "--check");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("topic spikelink.spikes")
                .containsPattern(
                        "warning .* transactions .*max.timeout.ms unknown: it does not report");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.inside()))) {
            admin.createAcls(DocumentedAcls.of(SecureBroker.USER, JOB, true)).all().get();
        }
        assertThat(classify(PASSWORD, broker.trusted(), "--check").out())
                .containsPattern(
                        "ok .* transactions .*the broker's transaction.max.timeout.ms 3600000");
    }

    @Test
    void aCheckReportsEachMissingPermission() throws Exception {
        Run run =
                classify(
                        PASSWORD,
                        broker.trusted(),
                        "--check",
                        "--sensors-topic=" + TOPICS.classes(),
                        "--classes-topic=" + TOPICS.spikes(),
                        "--rejected-topic=" + NOT_OURS);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("wrong .* topic spikelink.classes .* the permission READ")
                .containsPattern("wrong .* topic payroll .* the permission WRITE")
                .containsPattern("ok .* topic spikelink.spikes ");
    }

    @Test
    void aCheckReportsMissingPermissionsForGroupAndTransactions() throws Exception {
        Run stranger = classify(PASSWORD, broker.trusted(), "--check", "--job-name=stranger");
        Run fromStart =
                classify(
                        PASSWORD,
                        broker.trusted(),
                        "--check",
                        "--job-name=stranger",
                        "--from=earliest");

        assertThat(stranger.code()).isEqualTo(1);
        assertThat(stranger.out())
                .containsPattern("wrong .* group stranger .* the permission READ")
                .containsPattern("wrong .* ids spikelink-stranger.* the permission WRITE")
                .containsPattern("warning .* job-name stranger .* list the members of group");
        assertThat(fromStart.out())
                .containsPattern("warning .* group stranger .* the permission READ; without it");
    }

    @Test
    void aCheckReportsWhetherAnExistingGroupMayBeUsedOrOnlyDescribed() throws Exception {
        String described = "described";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.inside()))) {
            for (String group : List.of(JOB, described)) {
                admin.alterConsumerGroupOffsets(
                                group,
                                Map.of(new TopicPartition(NOT_OURS, 0), new OffsetAndMetadata(0)))
                        .all()
                        .get();
            }
            admin.createAcls(List.of(mayDescribe(described))).all().get();
        }

        assertThat(classify(PASSWORD, broker.trusted(), "--check").out())
                .containsPattern("ok .* group guarded .* may read with it");
        assertThat(classify(PASSWORD, broker.trusted(), "--check", "--job-name=" + described).out())
                .containsPattern("wrong .* group described .* the permission READ");
    }

    private static AclBinding mayDescribe(String group) {
        return new AclBinding(
                new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + SecureBroker.USER,
                        "*",
                        AclOperation.DESCRIBE,
                        AclPermissionType.ALLOW));
    }

    @Test
    void aWrongPasswordIsReportedByCheckCommandAndJob() throws Exception {
        String reason = "Authentication failed during authentication due to invalid credentials";

        Run check = classify(WRONG, broker.trusted(), "--check");
        Run command = classify(WRONG, broker.trusted());

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).containsPattern("wrong .* broker .*" + reason);
        assertThat(command.code()).isEqualTo(1);
        assertThat(command.err())
                .contains("and this client do not accept each other: " + reason)
                .doesNotContain("\tat ");
        try (LocalJob job = LocalJob.start(ModelFile.bytes(model), options(WRONG))) {
            Instant end = Instant.now().plus(LIMIT);
            while (job.latestFailure().isEmpty() && Instant.now().isBefore(end)) {
                Thread.sleep(100);
            }
            assertThat(job.latestFailure()).hasValueSatisfying(f -> assertThat(f).contains(reason));
            assertThat(pages(job.rest())).noneMatch(page -> page.contains(WRONG));
        }
        assertThat(check.out() + check.err() + command.out() + command.err()).doesNotContain(WRONG);
        assertThat(log.lines()).noneMatch(line -> line.contains(WRONG));
    }

    @Test
    void anUntrustedBrokerIsReported() throws Exception {
        Run check = classify(PASSWORD, null, "--check");

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).containsPattern("wrong .* broker .*SSL handshake failed \\(.+\\)");
    }

    @Test
    void aLoginThatKafkaLooksUpInAFileIsShownNowhere() throws Exception {
        Path file =
                Files.writeString(folder.resolve("login.properties"), "login=" + login(PASSWORD));
        String lookedUp = "${file:" + file + ":login}";

        Run check = classify(lookedUp(lookedUp), "--check");
        ClassifyOptions options = options(lookedUp(lookedUp));
        try (LocalJob job = LocalJob.start(ModelFile.bytes(model), options)) {
            awaitRunning(job);
            assertThat(pages(job.rest())).noneMatch(page -> page.contains(PASSWORD));
        }

        assertThat(check.code()).as(check.out() + check.err()).isZero();
        assertThat(check.out() + check.err() + options).doesNotContain(PASSWORD);
        assertThat(log.lines()).noneMatch(line -> line.contains(PASSWORD));
    }

    private static void awaitRunning(LocalJob job) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        while (!job.isRunning() && job.latestFailure().isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        assertThat(job.latestFailure()).isEmpty();
        assertThat(job.isRunning()).isTrue();
    }

    private Run classify(String password, Path trusted, String... more) throws Exception {
        return classify(config(login(password), trusted, ""), more);
    }

    private static Run classify(Path config, String... more) {
        List<Object> args = new ArrayList<>(List.of("classify", "--config", config));
        args.addAll(List.of(more));
        return Run.spikelink(args.toArray());
    }

    private ClassifyOptions options(String password) throws Exception {
        return options(config(login(password), broker.trusted(), ""));
    }

    private static ClassifyOptions options(Path config) {
        CommandSpec command = CommandSpec.create();
        Flags flags = new Flags(command, ClassifyConfig.ALL).withFile();
        new CommandLine(command).parseArgs("--config", config.toString());
        return ClassifyOptions.of(Settings.of(ClassifyConfig.ALL, Map.of(), flags, Map.of()));
    }

    private static String login(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(SecureBroker.USER, password);
    }

    /** With the providers that docs/operations.md names. */
    private Path lookedUp(String login) throws Exception {
        return config(
                login,
                broker.trusted(),
                """
                config.providers: file
                    config.providers.file.class: org.apache.kafka.common.config.provider.FileConfigProvider
                """);
    }

    private Path config(String login, Path trusted, String more) throws Exception {
        String trust =
                trusted == null
                        ? ""
                        : "ssl.truststore.type: PEM\n    ssl.truststore.location: " + trusted;
        return Files.writeString(
                folder.resolve("config.yaml"),
                """
                spikelink:
                  model: %s
                  bootstrap-servers: %s
                  job-name: %s
                  delivery: exactly-once
                  parallelism: 1
                  checkpoint-interval: 300 ms
                  checkpoint-dir: %s
                  properties:
                    security.protocol: SASL_SSL
                    sasl.mechanism: SCRAM-SHA-512
                    sasl.jaas.config: %s
                    %s
                    %s
                """
                        .formatted(
                                folder.resolve("model.safetensors"),
                                broker.outside(),
                                JOB,
                                folder.resolve("checkpoints"),
                                login,
                                trust,
                                more));
    }

    /** What the same batches give offline, as bytes. */
    private void expect(List<String> spikes, List<String> classes) {
        StreamStepper stepper =
                new StreamStepper(model, StepperOptions.DEFAULTS, StepObserver.NONE);
        StreamState state = null;
        for (int n = 0; n < BATCHES; n++) {
            Origin origin = new Origin(TOPICS.sensors(), 0, n, FIRST_MS + n);
            SensorBatch batch =
                    (SensorBatch)
                            SensorBatchDecoder.decode(STREAM.getBytes(UTF_8), value(n), origin);
            state =
                    stepper.advance(
                            state,
                            batch,
                            output -> {
                                if (output instanceof SpikeBatch found) {
                                    spikes.add(hex(SpikeBatchCodec.encode(found)));
                                } else if (output instanceof Classification found) {
                                    classes.add(hex(ClassificationCodec.encode(found)));
                                }
                            });
        }
        assertThat(stepper.counters().spikes()).as("spikes, seed %d", SEED).isPositive();
        assertThat(classes).isNotEmpty();
    }

    /** The n-th batch: a bin of some random events. */
    private static byte[] value(int n) {
        Random random = new Random(SEED + n);
        byte[] events = new byte[8 * (1 + random.nextInt(5))];
        for (int at = 0; at < events.length; at += 8) {
            PackedEvents.put(
                    events, at, PackedEvents.pack(at, random.nextInt(2), 0, random.nextBoolean()));
        }
        return SensorBatchEncoder.encode(
                new SensorBatch(
                        STREAM,
                        1,
                        n,
                        10_000L * n,
                        10_000L * (n + 1),
                        false,
                        new PackedEvents(events),
                        new Origin("spikelink.sensors", 0, n, 0),
                        events));
    }

    /** The tiny model with weights that make it spike. */
    private static Model model() {
        Random random = new Random(SEED);
        float[] input = new float[32];
        for (int i = 0; i < input.length; i++) {
            input[i] = 2 * random.nextFloat();
        }
        return ModelFile.of(
                TinyModel.model().document(),
                Map.of(
                        "layers.0.weight_ih", new Tensor(new int[] {8, 4}, input),
                        "layers.0.weight_hh", new Tensor(new int[] {8, 2}, new float[16]),
                        "layers.0.threshold", Tensor.of(0.25f, 0.5f)));
    }

    private static List<String> hex(Clients clients, String topic, int count) {
        return clients.read(topic, count).stream().map(read -> hex(read.value())).toList();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** All that REST tells of the cluster and its job. */
    private static List<String> pages(URI rest) throws Exception {
        List<String> pages = new ArrayList<>();
        for (String path :
                List.of(
                        "config",
                        "overview",
                        "jobmanager/config",
                        "jobmanager/environment",
                        "jobmanager/metrics",
                        "taskmanagers",
                        "jars",
                        "jobs/overview")) {
            pages.add(page(rest, path));
        }
        var ids = Pattern.compile("\"jid\":\"([0-9a-f]+)\"").matcher(pages.get(7));
        assertThat(ids.find()).as(pages.get(7)).isTrue();
        String job = "jobs/" + ids.group(1);
        for (String path :
                List.of(
                        "",
                        "/config",
                        "/plan",
                        "/exceptions",
                        "/accumulators",
                        "/jobmanager/config",
                        "/jobmanager/environment",
                        "/checkpoints",
                        "/checkpoints/config",
                        "/metrics")) {
            pages.add(page(rest, job + path));
        }
        var vertices = Pattern.compile("\"id\":\"([0-9a-f]{32})\"").matcher(pages.get(8));
        while (vertices.find()) {
            pages.add(page(rest, job + "/vertices/" + vertices.group(1)));
        }
        return pages;
    }

    private static String page(URI rest, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(rest.resolve("/" + path)).build(),
                        BodyHandlers.ofString())
                .body();
    }
}
