package org.spikelink.core.schedule;

import static org.spikelink.core.schedule.ScheduleException.require;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * One published version of a model. The same name and version never stand for other content.
 *
 * @param name of the model, as its document has it
 * @param version of the model, as its document has it
 * @param sha256 of the model file's bytes, 64 hexadecimal digits in lower case
 * @param uri of the file in the store, a URI of Flink's file systems
 */
public record ModelVersion(String name, String version, String sha256, String uri)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_URI_CHARS = 2_000;

    /** Throws {@link ScheduleException} if a part is missing, too long, or no sha256. */
    public ModelVersion {
        require(
                !name.isBlank() && name.length() <= 200,
                "name must have 1..200 characters (got '%s')",
                name);
        require(
                !version.isBlank() && version.length() <= 100,
                "version must have 1..100 characters (got '%s')",
                version);
        checkSha256("sha256", sha256);
        require(
                !uri.isBlank() && uri.length() <= MOST_URI_CHARS,
                "uri must have 1..%d characters (got '%s')",
                MOST_URI_CHARS,
                uri);
    }

    static void checkSha256(String key, String sha256) {
        require(
                SHA256.matcher(sha256).matches(),
                "%s must be 64 hexadecimal digits in lower case (got '%s')",
                key,
                sha256);
    }

    /** Name and version, as outputs contain it. */
    public String id() {
        return name + "/" + version;
    }
}
