package org.spikelink.trainer.experiment;

import java.util.List;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.run.NetworkPlan;
import org.spikelink.trainer.run.TrainingPlan;
import org.spikelink.trainer.run.Warnings;

/**
 * How the networks of an experiment are trained.
 *
 * @param plan the training with the first seed
 * @param learning all options that do not depend on the data; its losses and class weights are not used
 * @param losses to add up; empty for the default loss of the data and the network
 * @param balanced whether classes are weighted inversely to their frequency in the training set
 */
public record TrainingOptions(
        TrainingPlan plan, LearningOptions learning, List<LossTerm> losses, boolean balanced) {
    public TrainingOptions {
        losses = List.copyOf(losses);
    }

    /** Whether hidden layers stay as they are initialized and only the output layer is fitted. */
    boolean isRidge() {
        return learning.ridge() > 0;
    }

    /**
     * The options for one training set.
     *
     * @param network to train
     * @param perStep whether each step has a label
     * @param classWeights one for each class, empty for none
     */
    LearningOptions learning(NetworkPlan network, boolean perStep, List<Double> classWeights) {
        return learning.withLosses(losses.isEmpty() ? defaultLoss(network, perStep) : losses)
                .withClassWeights(classWeights);
    }

    private List<LossTerm> defaultLoss(NetworkPlan network, boolean perStep) {
        boolean spikes = network.readout() == ReadoutSpec.Kind.SPIKE_COUNT;
        if (perStep) {
            return of(spikes ? LossKind.CE_PER_STEP : LossKind.CE_PER_STEP_MEMBRANE);
        }
        if (isRidge()) {
            return of(LossKind.MSE_MEMBRANE); // reported only
        }
        return switch (network.readout()) {
            case SPIKE_COUNT -> of(LossKind.CE_RATE);
            case MAX_MEMBRANE -> of(LossKind.CE_MAX_MEMBRANE);
            case MEAN_MEMBRANE -> of(LossKind.CE_MEAN_MEMBRANE);
        };
    }

    private static List<LossTerm> of(LossKind kind) {
        return List.of(LossTerm.of(kind));
    }

    /** Warnings that follow from the options alone. */
    List<String> warnings(NetworkPlan network) {
        if (learning.thresholdQuantile().isSet()) {
            return List.of();
        }
        return Warnings.ofThresholds(
                network.bounded(
                        learning.thresholds().stream().map(ThresholdSpec::initial).toList()),
                network.stateQuant());
    }
}
