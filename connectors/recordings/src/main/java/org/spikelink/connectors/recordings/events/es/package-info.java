/** Event Stream files. Start with {@link org.spikelink.connectors.recordings.events.es.EsFormat}. */
package org.spikelink.connectors.recordings.events.es;
