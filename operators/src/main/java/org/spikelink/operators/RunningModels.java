package org.spikelink.operators;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.schedule.Activation;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelStoreException;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.ScheduleFeed;
import org.spikelink.core.schedule.Shadow;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.schedule.file.ScheduleJson;
import org.spikelink.core.stepper.ReadyModel;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamModels;
import org.spikelink.core.stepper.StreamStepper;

/**
 * The models of a task whose job follows a schedule. A thread of its own reads and builds models as the schedule names
 * them; each goes to the task's thread through its mailbox, so that streams change to models that are ready, and no step
 * waits. Only a model that a stream already has, and that is not held, is loaded while the stream waits: after a restore, or
 * when more models are in use than {@link ModelUpdates#maxLoaded}.
 *
 * <p>The newest schedule is part of the snapshot, so that a restored task goes on with it also while it cannot be read.
 */
final class RunningModels implements StreamModels, AutoCloseable {
    private static final ListStateDescriptor<String> DESCRIPTOR =
            new ListStateDescriptor<>("schedule", StringSerializer.INSTANCE);
    private static final long WAIT_MS = 10_000;
    private static final long RETRY_MS = 10_000;

    /** Revision of what is not a schedule to follow, but a list of versions. */
    private static final long OF_VERSIONS = 1;

    private final ModelUpdates updates;
    private final StepperOptions options;
    private final String first;
    private final ModelPin pin;
    private final StepLog log;
    private final ListState<String> stored;
    private final Map<String, ModelVersion> known = new LinkedHashMap<>(); // oldest first
    private final Map<String, Long> neededMs = new HashMap<>(); // event time when versions were
    private final Map<String, Long> failedMs = new HashMap<>(); // when models could not be loaded
    private final Set<String> loading = new HashSet<>();
    private final ExecutorService loader =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread thread = new Thread(work, "spikelink models");
                        thread.setDaemon(true);
                        return thread;
                    });
    private ModelSchedule schedule;
    private StreamStepper stepper;
    private MailboxExecutor mailbox;
    private ScheduleFeed.Following following;
    private String askedStream; // the last question, and its answer
    private long askedMs;
    private Optional<ModelVersion> answer = Optional.empty();
    private String askedShadowsOf; // likewise
    private long askedShadowsMs;
    private List<ModelVersion> shadows = List.of();
    private long failures;
    private long checkedBundle;

    /** The models of a task; takes up the newest schedule of the snapshot. */
    RunningModels(
            ModelUpdates updates,
            StepperOptions options,
            Model first,
            ModelPin pin,
            StepLog log,
            OperatorStateStore store)
            throws Exception {
        this.updates = updates;
        this.options = options;
        this.first = first.sha256();
        this.pin = pin;
        this.log = log;
        stored = store.getUnionListState(DESCRIPTOR);
        take(updates.schedule());
        for (String json : stored.get()) {
            ModelSchedule restored = ScheduleJson.read(json.getBytes(StandardCharsets.UTF_8));
            if (!restored.name().equals(schedule.name())) {
                continue; // the job follows another model now
            }
            restored.versions().forEach(version -> known.putIfAbsent(version.sha256(), version));
            if (restored.revision() == OF_VERSIONS) {
                restored.activations()
                        .forEach(a -> neededMs.merge(a.sha256(), a.fromMs(), Math::max));
            }
            if (restored.revision() > schedule.revision()) {
                take(restored);
            }
        }
    }

    /**
     * Follows the schedule, and loads what it names now.
     *
     * @param ofTask runs what it is given on the task's thread
     */
    void start(StreamStepper ofStreams, MailboxExecutor ofTask) throws InterruptedException {
        stepper = ofStreams;
        mailbox = ofTask;
        Listener listener = new Listener();
        following = updates.feed().follow(listener);
        if (!listener.heard.await(WAIT_MS, TimeUnit.MILLISECONDS)) {
            log.scheduleUnreadable("no answer within " + WAIT_MS / 1_000 + " s");
        }
        ModelSchedule latest = listener.latest;
        if (latest != null && latest.revision() >= schedule.revision()) {
            take(latest);
        }
        for (ModelVersion version : wanted(System.currentTimeMillis())) {
            try {
                ReadyModel model = read(version);
                hold(model);
            } catch (ModelStoreException | ModelException e) {
                failed(version, e);
            }
        }
    }

    private void take(ModelSchedule newest) {
        schedule = newest;
        newest.versions().forEach(version -> known.put(version.sha256(), version));
        askedStream = null;
        askedShadowsOf = null;
        failedMs.clear();
    }

    /** The versions that streams have or will have, and shadows, the last ones that there is room for. */
    private List<ModelVersion> wanted(long nowMs) {
        ModelSchedule live = schedule.since(nowMs);
        List<String> named =
                Stream.concat(
                                live.shadows().stream().map(Shadow::sha256),
                                live.activations().stream().map(Activation::sha256))
                        .filter(sha256 -> !sha256.equals(first))
                        .distinct()
                        .toList();
        return named
                .subList(Math.max(0, named.size() - (updates.maxLoaded() - 1)), named.size())
                .stream()
                .map(known::get)
                .toList();
    }

    @Override
    public String atStart(String stream, long session, long inputMs, String before) {
        return chosen(stream, inputMs, before);
    }

    @Override
    public String atWindow(String stream, long session, long step, long inputMs, String current) {
        return chosen(stream, inputMs, current);
    }

    /** What the schedule says, if that model is ready; if not, the stream stays with the one that it has. */
    private String chosen(String stream, long inputMs, String current) {
        if (askedMs != inputMs || !stream.equals(askedStream)) {
            answer = schedule.activeFor(stream, inputMs);
            askedStream = stream;
            askedMs = inputMs;
        }
        String stays = current == null ? first : current;
        if (answer.isEmpty()) {
            return stays;
        }
        ModelVersion chosen = answer.get();
        if (stepper.holds(chosen.sha256())) {
            return chosen.sha256();
        }
        request(chosen);
        return stays;
    }

    @Override
    public List<String> shadows(String stream, long session, long step, long inputMs) {
        if (schedule.shadows().isEmpty()) {
            return List.of();
        }
        if (askedShadowsMs != inputMs || !stream.equals(askedShadowsOf)) {
            shadows = schedule.shadowsFor(stream, inputMs);
            askedShadowsOf = stream;
            askedShadowsMs = inputMs;
        }
        List<String> ready = new ArrayList<>(shadows.size());
        for (ModelVersion shadow : shadows) {
            ready.add(shadow.sha256());
            if (!stepper.holds(shadow.sha256())) {
                request(shadow);
            }
        }
        return ready;
    }

    @Override
    public ReadyModel load(String sha256) {
        ModelVersion version = known.get(sha256);
        if (version == null) {
            log.modelForgotten(sha256);
            return null;
        }
        ReadyModel model = read(version);
        pin.add(version.id(), sha256);
        log.modelLoaded(version, "a stream has it");
        return model;
    }

    @Override
    public ReadyModel loadShadow(String sha256) {
        ModelVersion version = known.get(sha256);
        if (version != null && failedLately(version)) {
            throw ModelStoreException.unreadable(version, "it was tried a short time ago", null);
        }
        try {
            return load(sha256);
        } catch (ModelStoreException e) {
            failed(version, e);
            throw e;
        }
    }

    @Override
    public String sha256(long fingerprint) {
        String beginning = String.format(Locale.ROOT, "%016x", fingerprint);
        for (String sha256 : known.keySet()) {
            if (sha256.startsWith(beginning)) {
                return sha256;
            }
        }
        return null;
    }

    /** Has a model loaded beside the task's work, unless that failed a short time ago. */
    private void request(ModelVersion version) {
        if (failedLately(version) || !loading.add(version.sha256())) {
            return;
        }
        try {
            loader.execute(() -> loadBeside(version));
        } catch (RejectedExecutionException e) {
            loading.remove(version.sha256()); // the task ends
        }
    }

    private boolean failedLately(ModelVersion version) {
        Long failed = failedMs.get(version.sha256());
        return failed != null && System.currentTimeMillis() - failed < RETRY_MS;
    }

    /** On the loader's thread. */
    private void loadBeside(ModelVersion version) {
        try {
            ReadyModel model = read(version);
            inTask(
                    () -> {
                        loading.remove(version.sha256());
                        hold(model);
                    });
        } catch (RuntimeException e) { // also what a broken file system throws: the task must go on
            inTask(
                    () -> {
                        loading.remove(version.sha256());
                        failed(version, e);
                    });
        }
    }

    private void inTask(Runnable work) {
        try {
            mailbox.execute(work::run, "models");
        } catch (RejectedExecutionException e) {
            loader.shutdown(); // the task has ended
        }
    }

    private ReadyModel read(ModelVersion version) {
        byte[] bytes = updates.store().read(version);
        Model model;
        try {
            model = ModelFile.parse(bytes);
        } catch (ModelException e) {
            throw ModelStoreException.wrongContent(version, e.getMessage());
        }
        if (!model.sha256().equals(version.sha256())) {
            throw ModelStoreException.wrongContent(
                    version, "its content has sha256 " + model.sha256());
        }
        if (!model.document().id().equals(version.id())) {
            throw ModelStoreException.wrongContent(
                    version, "its document names model " + model.document().id());
        }
        return ReadyModel.of(model, options, false);
    }

    private void hold(ReadyModel model) {
        ModelVersion version = known.get(model.sha256());
        String conflict = pin.conflict(version.id(), version.sha256());
        if (conflict != null) {
            failed(version, new ModelException(conflict));
            return;
        }
        pin.add(version.id(), version.sha256());
        stepper.hold(model);
        log.modelLoaded(version, "the schedule names it");
    }

    private void failed(ModelVersion version, RuntimeException why) {
        failures++;
        failedMs.put(version.sha256(), System.currentTimeMillis());
        log.modelNotLoaded(version, why.getMessage());
    }

    /** Times that a model which the schedule names could not be loaded. */
    long failures() {
        return failures;
    }

    ModelSchedule schedule() {
        return schedule;
    }

    /**
     * Forgets the versions that the schedule has not named, and no stream had, for twice the ttl of event time: all streams
     * that had them have been freed. Others that still name one start anew.
     *
     * @param nowMs the watermark
     */
    void forget(long nowMs) {
        if (nowMs == Long.MIN_VALUE) {
            return; // no record yet
        }
        Set<String> needed = new HashSet<>(stepper.usedSince(checkedBundle));
        checkedBundle = stepper.bundles();
        schedule.since(nowMs).versions().forEach(version -> needed.add(version.sha256()));
        long longestMs = options.ttl().multipliedBy(2).toMillis();
        for (String sha256 : List.copyOf(known.keySet())) {
            if (needed.contains(sha256)) {
                neededMs.put(sha256, nowMs);
            } else if (nowMs - neededMs.computeIfAbsent(sha256, first -> nowMs) > longestMs) {
                log.versionForgotten(known.remove(sha256));
                neededMs.remove(sha256);
                failedMs.remove(sha256);
                stepper.drop(sha256);
            }
        }
    }

    /** Stores the schedule, and the versions of schedules before, which streams may still have. */
    void snapshot() throws Exception {
        List<ModelVersion> versions = List.copyOf(known.values());
        int surplus = Math.max(0, versions.size() - ModelSchedule.MOST_RULES);
        List<ModelVersion> newest = versions.subList(surplus, versions.size());
        ModelSchedule all =
                new ModelSchedule(
                        schedule.name(),
                        OF_VERSIONS,
                        newest,
                        newest.stream()
                                .filter(version -> neededMs.containsKey(version.sha256()))
                                .map(this::needed)
                                .toList(),
                        List.of(),
                        List.of());
        stored.update(List.of(json(schedule), json(all)));
    }

    /** When a version was needed last, in the form of an activation. */
    private Activation needed(ModelVersion version) {
        return new Activation(
                version.sha256(), neededMs.get(version.sha256()), new StreamSelector.All());
    }

    private static String json(ModelSchedule of) {
        return new String(ScheduleJson.write(of), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (following != null) {
            following.close();
        }
        loader.shutdownNow();
    }

    /** On the feed's thread. */
    private final class Listener implements ScheduleFeed.Listener {
        private final CountDownLatch heard = new CountDownLatch(1);
        private volatile ModelSchedule latest;

        @Override
        public void changed(ModelSchedule newest) {
            latest = newest;
            heard.countDown();
            inTask(
                    () -> {
                        if (newest.revision() > schedule.revision()) {
                            take(newest);
                            log.scheduleChanged(newest);
                            wanted(System.currentTimeMillis()).stream()
                                    .filter(version -> !stepper.holds(version.sha256()))
                                    .forEach(RunningModels.this::request);
                        }
                    });
        }

        @Override
        public void unreadable(String reason) {
            heard.countDown();
            inTask(() -> log.scheduleUnreadable(reason));
        }

        @Override
        public void readable() {
            inTask(log::scheduleReadable);
        }
    }
}
