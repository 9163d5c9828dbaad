/**
 * The base class of every failure that a user can cause and a message can explain. Uses nothing but Java.
 */
package org.spikelink.core.error;
