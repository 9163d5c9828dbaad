package org.spikelink.tools.watch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.ShadowClass;

/**
 * In how many windows a shadow and the active model of a stream give the same class. Final classes are compared, of windows
 * of one stream and session that begin at the same time; they may be read in any order. Not thread-safe.
 */
public final class Agreements {
    /** Windows that are remembered until the other topic has them as well. */
    private static final int MOST_WINDOWS = 50_000;

    private final Map<Window, Integer> active = remembered();
    private final Map<Window, Map<String, Integer>> waiting = remembered();
    private final SortedMap<String, Agreement> byShadow = new TreeMap<>();

    private record Window(String stream, long session, long startUs) {
        static Window of(Classification found) {
            return new Window(found.stream(), found.session(), found.windowStartUs());
        }
    }

    /**
     * What was counted of a shadow.
     *
     * @param windows compared, at least 1
     * @param agreed of these, with the same class
     */
    public record Agreement(long windows, long agreed) {
        private Agreement plus(Agreement other) {
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
        active.put(window, found.classIndex());
        Map<String, Integer> shadows = waiting.remove(window);
        if (shadows != null) {
            shadows.forEach((shadow, answer) -> count(shadow, answer == found.classIndex()));
        }
    }

    /** Adds a class of a shadow. */
    public void add(ShadowClass shadow) {
        Classification found = shadow.found();
        if (!found.isFinal()) {
            return;
        }
        Window window = Window.of(found);
        Integer answer = active.get(window);
        if (answer == null) {
            waiting.computeIfAbsent(window, w -> new HashMap<>())
                    .put(found.model(), found.classIndex());
        } else {
            count(found.model(), answer == found.classIndex());
        }
    }

    private void count(String shadow, boolean same) {
        byShadow.merge(shadow, new Agreement(1, same ? 1 : 0), Agreement::plus);
    }

    /** What was counted so far of each shadow, by its name/version. */
    public SortedMap<String, Agreement> byShadow() {
        return new TreeMap<>(byShadow);
    }

    private static <V> Map<Window, V> remembered() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Window, V> eldest) {
                return size() > MOST_WINDOWS;
            }
        };
    }
}
