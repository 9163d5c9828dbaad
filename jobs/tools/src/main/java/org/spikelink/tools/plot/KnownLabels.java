package org.spikelink.tools.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.spikelink.core.record.Classification;

/** The labels that classifications show: of the classes that were decided at least once. */
final class KnownLabels {
    private KnownLabels() {}

    /** The classes by their index; {@code class N} where the label is not known. */
    static ClassNames of(List<Classification> classes) {
        int count = classes.stream().mapToInt(found -> found.scores().length).max().orElse(0);
        List<String> labels = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            labels.add("class " + c);
        }
        for (Classification found : classes) {
            if (found.classIndex() >= 0 && found.classIndex() < count) {
                labels.set(found.classIndex(), found.label());
            }
        }
        return new ClassNames(Collections.unmodifiableList(labels), 1);
    }
}
