package org.spikelink.core.record;

/** What a sensor measured in one batch. */
public sealed interface Payload permits PackedEvents, Samples {}
