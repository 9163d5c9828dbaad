package org.spikelink.core.schedule;

import java.io.Serializable;

/** Gives the files of published models. Serializable: it is sent with a job. May be used by several threads. */
public interface ModelStore extends Serializable {
    /**
     * The bytes of a version's model file, with the sha256 that the version has. Blocks while they are read.
     *
     * @throws ModelStoreException if the file is missing, cannot be read, or has other content
     */
    byte[] read(ModelVersion version) throws ModelStoreException;
}
