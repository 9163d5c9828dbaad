/** How an event is told in a log, by whoever logs; core itself does not. Uses nothing but Java. */
package org.spikelink.core.log;
