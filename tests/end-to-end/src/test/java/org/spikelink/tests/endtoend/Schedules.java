package org.spikelink.tests.endtoend;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ScheduleFeed;

/** A schedule in this JVM, in which the job's tasks run as well. */
final class Schedules implements ScheduleFeed {
    private static final long serialVersionUID = 1L;
    private static final List<Listener> LISTENERS = new CopyOnWriteArrayList<>();
    private static volatile ModelSchedule latest;

    static void publish(ModelSchedule schedule) {
        latest = schedule;
        LISTENERS.forEach(listener -> listener.changed(schedule));
    }

    static void change(UnaryOperator<ModelSchedule> change) {
        publish(change.apply(latest));
    }

    static ModelSchedule latest() {
        return latest;
    }

    @Override
    public Following follow(Listener listener) {
        LISTENERS.add(listener);
        listener.changed(latest);
        return () -> LISTENERS.remove(listener);
    }
}
