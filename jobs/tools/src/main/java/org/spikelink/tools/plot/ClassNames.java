package org.spikelink.tools.plot;

import java.awt.Color;
import java.util.List;
import org.spikelink.charts.ChartTheme;
import org.spikelink.core.error.Printable;
import org.spikelink.core.model.ModelDocument;

/**
 * The classes of a picture and the outputs that they own.
 *
 * @param labels empty where they are not known
 * @param population outputs per class
 */
record ClassNames(List<String> labels, int population) {
    private static final int MOST_NAMED = 24;
    private static final int MOST_CHARS = 24;

    /** No class is known. */
    static final ClassNames NONE = new ClassNames(List.of(), 1);

    static ClassNames of(ModelDocument model) {
        return new ClassNames(model.labels(), model.readout().population());
    }

    /** Whether each of the outputs is a class of its own, and there is room for their names. */
    boolean fits(int outputs) {
        return population == 1 && labels.size() == outputs && outputs <= MOST_NAMED;
    }

    /** Names that fit beside an axis or into a legend. */
    String[] shown() {
        return labels.stream().map(ClassNames::shown).toArray(String[]::new);
    }

    /** A name that fits beside an axis or into a legend. */
    static String shown(String label) {
        return label.isEmpty() ? "unknown" : Printable.cut(label, MOST_CHARS);
    }

    /** The name of a class, or its number. */
    String name(int index) {
        return index >= 0 && index < labels.size()
                ? shown(labels.get(index))
                : index < 0 ? "unknown" : "class " + index;
    }

    /** The colour of a class; a faint one for none. */
    static Color color(ChartTheme theme, int index) {
        return index < 0 ? theme.faint() : theme.color(index);
    }

    /** The colour of an output of the last layer. */
    Color colorOf(ChartTheme theme, int output) {
        return labels.isEmpty() ? theme.color(0) : theme.color(output / population);
    }
}
