/**
 * The contents of a recording or a model file, as text and as JSON. May use the recordings' decoders and core's model
 * file. Start with {@link org.spikelink.tools.inspect.FileKind}.
 */
package org.spikelink.tools.inspect;
