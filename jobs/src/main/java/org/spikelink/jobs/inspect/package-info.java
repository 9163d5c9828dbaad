/**
 * What a file holds, a recording or a model, for people and for programs. May use the recordings' decoders and core's
 * model file. Start with {@link org.spikelink.jobs.inspect.FileKind}.
 */
package org.spikelink.jobs.inspect;
