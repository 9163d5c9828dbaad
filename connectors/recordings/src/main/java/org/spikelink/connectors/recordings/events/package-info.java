/**
 * Recordings of events: the interface of decoders and the events that they deliver. Each format has a package below.
 * Start with {@link org.spikelink.connectors.recordings.events.EventDecoder}.
 */
package org.spikelink.connectors.recordings.events;
