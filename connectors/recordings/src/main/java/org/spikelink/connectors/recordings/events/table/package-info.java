/**
 * Events in tables: text, NumPy's structured arrays, and NumPy columns. Start with the three classes whose names end
 * in Format.
 */
package org.spikelink.connectors.recordings.events.table;
