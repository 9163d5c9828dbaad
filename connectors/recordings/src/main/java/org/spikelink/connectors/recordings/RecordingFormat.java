package org.spikelink.connectors.recordings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that can be told apart. Those that are not supported yet are known so that errors can name them. */
public enum RecordingFormat {
    NMNIST("nmnist", "N-MNIST", ".bin", true),
    AEDAT2("aedat2", "AEDAT 2.0", ".aedat", true),
    AEDAT3("aedat3", "AEDAT 3.1", ".aedat", false),
    AEDAT4("aedat4", "AEDAT 4", ".aedat4", false),
    DAT("dat", "Prophesee DAT", ".dat", true),
    EVT("evt", "Prophesee EVT", ".raw", false),
    ES("es", "Event Stream", ".es", false);

    /** Bytes of a file's beginning that {@link #detect} wants. */
    static final int HEAD_BYTES = 4096;

    private final String id;
    private final String title;
    private final String suffix;
    private final boolean supported;

    RecordingFormat(String id, String title, String suffix, boolean supported) {
        this.id = id;
        this.title = title;
        this.suffix = suffix;
        this.supported = supported;
    }

    /**
     * The format of a file: by its content, else by the end of its name.
     *
     * @param head the first {@link #HEAD_BYTES} as Latin-1 text, or all there are
     * @param name of the file
     */
    static Optional<RecordingFormat> detect(String head, String name) {
        if (head.startsWith("#!AER-DAT2")) {
            return Optional.of(AEDAT2);
        } else if (head.startsWith("#!AER-DAT3")) {
            return Optional.of(AEDAT3);
        } else if (head.startsWith("#!AER-DAT4")) {
            return Optional.of(AEDAT4);
        } else if (head.startsWith("Event Stream")) {
            return Optional.of(ES);
        } else if (namesEvt(head)) {
            return Optional.of(EVT);
        } else if (head.startsWith("% Data file containing")) {
            return Optional.of(DAT);
        }
        return ofName(name);
    }

    private static boolean namesEvt(String head) {
        return head.lines()
                .takeWhile(line -> line.startsWith("%"))
                .anyMatch(line -> line.startsWith("% evt ") || line.startsWith("% format EVT"));
    }

    /** The format that files of this name have where their content does not tell. */
    static Optional<RecordingFormat> ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(f -> lower.endsWith(f.suffix)).findFirst();
    }

    /** The formats that can be read, as an error lists them. */
    static String supportedTitles() {
        return Arrays.stream(values())
                .filter(RecordingFormat::supported)
                .map(f -> f.title + " (" + f.suffix + ")")
                .collect(Collectors.joining(", "));
    }

    /** Short name, as options and reports write it. */
    public String id() {
        return id;
    }

    /** Name as people write it. */
    public String title() {
        return title;
    }

    /** Whether recordings of this format can be read. */
    public boolean supported() {
        return supported;
    }
}
