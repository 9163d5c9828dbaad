package org.spikelink.core.record;

/**
 * The predicted class of one decision window by a shadow: a model that steps a stream beside the active one.
 *
 * @param found as the shadow finds it; its model is the shadow, and {@code modelStep} is the shadow's first step
 */
public record ShadowClass(Classification found) implements Outgoing {
    @Override
    public String stream() {
        return found.stream();
    }
}
