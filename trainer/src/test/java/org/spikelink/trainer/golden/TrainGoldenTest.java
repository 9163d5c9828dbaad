package org.spikelink.trainer.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.golden.GoldenFile;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.Truncation;
import org.spikelink.trainer.learn.UpdateResult;
import org.spikelink.trainer.optimizer.OptimizerSpec;

final class TrainGoldenTest {
    static List<GoldenFile> cases() throws IOException {
        return GoldenFile.all("train");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWhereTorchEnds(GoldenFile file) {
        GoldenCase golden = new GoldenCase(file);
        int k = Integer.parseInt(file.metadata().get("tbptt_k"));
        double rate = arguments(file).get("lr").doubleValue();
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withLosses(List.of(golden.loss()))
                        .withOptimizer(optimizer(file))
                        .withDecayAll(true)
                        .withTruncation(new Truncation(k, false))
                        .withThresholds(List.of(ThresholdSpec.of(Learning.SCALAR)));
        try (Learner learner =
                Learner.from(golden.document("init."), golden.tensors("init."), options, 0)) {
            List<Double> losses = new ArrayList<>();
            for (int n = 0; n < Integer.parseInt(file.metadata().get("updates")); n++) {
                List<LabelledSequence> batch = golden.batch(n);
                UpdateResult result = learner.update(batch, rate);
                losses.add(result.loss());
            }
            GoldenCase.isClose("loss", floats(losses), means(file, losses.size()), 1e-5);
            Map<String, Tensor> ours = learner.tensors();
            Map<String, Tensor> theirs = golden.tensors("final.");
            assertThat(ours.keySet()).isEqualTo(theirs.keySet());
            theirs.forEach(
                    (name, tensor) ->
                            GoldenCase.isClose(
                                    name, ours.get(name).values(), tensor.values(), 1e-4));
        }
    }

    private static JsonNode arguments(GoldenFile file) {
        return GoldenCase.json(file.metadata().get("optimizer_args"));
    }

    private static OptimizerSpec optimizer(GoldenFile file) {
        JsonNode a = arguments(file);
        double decay = a.get("weight_decay").doubleValue();
        return switch (file.metadata().get("optimizer")) {
            case "Adam", "AdamW" ->
                    new OptimizerSpec.Adam(
                            a.get("betas").get(0).doubleValue(),
                            a.get("betas").get(1).doubleValue(),
                            a.get("eps").doubleValue(),
                            decay,
                            file.metadata().get("optimizer").equals("AdamW"));
            case "RMSprop" ->
                    new OptimizerSpec.RmsProp(
                            a.get("alpha").doubleValue(), a.get("eps").doubleValue(), decay);
            case "SGD" -> new OptimizerSpec.Sgd(a.get("momentum").doubleValue(), decay);
            default -> throw new IllegalStateException(file.metadata().toString());
        };
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int n = 0; n < floats.length; n++) {
            floats[n] = values.get(n).floatValue();
        }
        return floats;
    }

    /** An update's loss: the mean of its chunks'. */
    private static float[] means(GoldenFile file, int updates) {
        float[] all = file.values("losses");
        int chunks = all.length / updates;
        float[] means = new float[updates];
        for (int n = 0; n < all.length; n++) {
            means[n / chunks] += all[n] / chunks;
        }
        return means;
    }
}
