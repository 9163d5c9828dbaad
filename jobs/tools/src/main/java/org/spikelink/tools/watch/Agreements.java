package org.spikelink.tools.watch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.ShadowClass;

/**
 * In how many windows a shadow and the active model of a stream give the same class. Final classes are compared, of windows
 * of one stream and session that begin at the same time; they may be read in any order. Not thread-safe.
 */
public final class Agreements {
    /** Windows that are remembered until the other topic has them as well. */
    public static final int MOST_WINDOWS = 50_000;

    private final Map<Window, Answer> active;
    private final Map<Window, Map<String, Answer>> waiting;
    private final SortedMap<String, Agreement> byShadow = new TreeMap<>();
    private final Consumer<Compared> each;

    /** Nothing counted yet. */
    public Agreements() {
        this(MOST_WINDOWS, compared -> {});
    }

    /**
     * Nothing counted yet.
     *
     * @param most windows that are remembered until the other topic has them as well
     * @param each receives each window as it is compared
     */
    public Agreements(int most, Consumer<Compared> each) {
        this.active = remembered(most);
        this.waiting = remembered(most);
        this.each = each;
    }

    private record Window(String stream, long session, long startUs) {
        static Window of(Classification found) {
            return new Window(found.stream(), found.session(), found.windowStartUs());
        }
    }

    private record Answer(String model, int classIndex, long inputMs) {
        static Answer of(Classification found) {
            return new Answer(found.model(), found.classIndex(), found.inputMs());
        }
    }

    /**
     * A window that both models have decided.
     *
     * @param active name/version of the model that classifies the stream
     * @param shadow name/version of the model beside it
     * @param inputMs Kafka time of the record that decided it for the later of the two, ms
     * @param same whether both gave the same class
     */
    public record Compared(String active, String shadow, long inputMs, boolean same) {}

    /**
     * What was counted of a shadow.
     *
     * @param windows compared, at least 1
     * @param agreed of these, with the same class
     */
    public record Agreement(long windows, long agreed) {
        /** Both together. */
        public Agreement plus(Agreement other) {
            return new Agreement(windows + other.windows, agreed + other.agreed);
        }

        /** Share of the windows with the same class, 0..1. */
        public double share() {
            return (double) agreed / windows;
        }
    }

    /** Adds a class of an active model. */
    public void add(Classification found) {
        if (!found.isFinal()) {
            return;
        }
        Window window = Window.of(found);
        Answer answer = Answer.of(found);
        active.put(window, answer);
        Map<String, Answer> shadows = waiting.remove(window);
        if (shadows != null) {
            shadows.values().forEach(shadow -> count(answer, shadow));
        }
    }

    /** Adds a class of a shadow. */
    public void add(ShadowClass shadow) {
        Classification found = shadow.found();
        if (!found.isFinal()) {
            return;
        }
        Window window = Window.of(found);
        Answer answer = active.get(window);
        if (answer == null) {
            waiting.computeIfAbsent(window, w -> new HashMap<>())
                    .put(found.model(), Answer.of(found));
        } else {
            count(answer, Answer.of(found));
        }
    }

    private void count(Answer ofActive, Answer ofShadow) {
        boolean same = ofActive.classIndex == ofShadow.classIndex;
        byShadow.merge(ofShadow.model, new Agreement(1, same ? 1 : 0), Agreement::plus);
        long inputMs = Math.max(ofActive.inputMs, ofShadow.inputMs);
        each.accept(new Compared(ofActive.model, ofShadow.model, inputMs, same));
    }

    /** What was counted so far of each shadow, by its name/version. */
    public SortedMap<String, Agreement> byShadow() {
        return new TreeMap<>(byShadow);
    }

    private static <V> Map<Window, V> remembered(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Window, V> eldest) {
                return size() > most;
            }
        };
    }
}
