/**
 * Bytes of recordings, read sequentially, and the exception with file and byte offset. Depends on {@code core.io}
 * only.
 */
package org.spikelink.connectors.recordings.io;
