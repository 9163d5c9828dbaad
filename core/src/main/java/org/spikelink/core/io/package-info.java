/**
 * Files that are whole or absent, and what to say when a file operation fails. Uses nothing but Java.
 */
package org.spikelink.core.io;
