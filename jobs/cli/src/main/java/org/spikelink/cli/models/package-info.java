/** {@code spikelink models}: publishes models and changes which version steps which stream. */
package org.spikelink.cli.models;
