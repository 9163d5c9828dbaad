package org.spikelink.core.schedule;

import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;

/** A model file that the store cannot give; the message names the version, the file, its sha256 and the reason. */
public final class ModelStoreException extends SpikelinkException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CHARS = 2_000;

    private final boolean retryable;

    private ModelStoreException(
            ModelVersion version, String reason, boolean retryable, Throwable cause) {
        super(
                Printable.cut(
                        "model %s: %s, sha256 %s: %s"
                                .formatted(version.id(), version.uri(), version.sha256(), reason),
                        MOST_CHARS),
                cause);
        this.retryable = retryable;
    }

    /** The file is missing or cannot be read now: the store may be away. */
    public static ModelStoreException unreadable(
            ModelVersion version, String reason, Throwable cause) {
        return new ModelStoreException(version, reason, true, cause);
    }

    /** The file has other content than the version, or is no model. Reading it again cannot help. */
    public static ModelStoreException wrongContent(ModelVersion version, String reason) {
        return new ModelStoreException(version, reason, false, null);
    }

    /** Whether a later read may succeed. */
    public boolean isRetryable() {
        return retryable;
    }
}
