package org.spikelink.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelStore;
import org.spikelink.core.schedule.ModelStoreException;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.ScheduleFeed;

/** A registry and its store in memory, whose schedules reach the operator at once. */
final class MemoryRegistry {
    private static final Map<String, MemoryRegistry> ALL = new ConcurrentHashMap<>();

    private final String id = "registry " + ALL.size();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<ScheduleFeed.Listener> listeners = new ArrayList<>();
    ModelSchedule schedule;
    boolean isAway;

    MemoryRegistry() {
        ALL.put(id, this);
    }

    ModelVersion publish(Model model) {
        files.put(model.sha256(), ModelFile.bytes(model));
        String version = model.document().version();
        return new ModelVersion("test", version, model.sha256(), "memory:" + version);
    }

    ModelUpdates updates(int maxLoaded) {
        return new ModelUpdates(schedule, new Feed(id), new Store(id), maxLoaded);
    }

    void change(UnaryOperator<ModelSchedule> to) {
        schedule = to.apply(schedule);
        listeners.forEach(listener -> listener.changed(schedule));
    }

    /** Lets the operator take up the schedule, and waits until all models are loaded or were refused. */
    void loadAll(StepHarness harness) throws Exception {
        TaskMailbox mailbox = harness.flink().getTaskMailbox();
        for (int quiet = 0; quiet < 20; quiet++) {
            var mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY);
            if (mail.isPresent()) {
                mail.get().run();
                quiet = 0;
            } else {
                Thread.sleep(20);
            }
        }
    }

    private record Store(String registry) implements ModelStore {
        @Override
        public byte[] read(ModelVersion version) {
            byte[] file = MemoryRegistry.ALL.get(registry).files.get(version.sha256());
            if (file == null) {
                throw ModelStoreException.unreadable(version, "no such file", null);
            }
            return file;
        }
    }

    private record Feed(String registry) implements ScheduleFeed {
        @Override
        public Following follow(Listener listener) {
            MemoryRegistry from = MemoryRegistry.ALL.get(registry);
            if (from.isAway) {
                listener.unreadable("the broker is away");
            } else {
                listener.changed(from.schedule);
            }
            from.listeners.add(listener);
            return () -> from.listeners.remove(listener);
        }
    }
}
