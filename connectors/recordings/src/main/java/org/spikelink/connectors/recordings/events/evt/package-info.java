/**
 * Prophesee's raw event words: EVT 2.0, 2.1 and 3.0. Start with {@link
 * org.spikelink.connectors.recordings.events.evt.EvtFormat}.
 */
package org.spikelink.connectors.recordings.events.evt;
