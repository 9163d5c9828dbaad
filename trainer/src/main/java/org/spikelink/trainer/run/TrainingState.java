package org.spikelink.trainer.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.learn.Learner;

/**
 * The state that later epochs depend on: the learner, the moving average, the best weights so far and the history.
 */
final class TrainingState {
    private static final int VERSION = 2; // version 1 has no count of skipped updates

    final Learner learner;
    final WeightAverage average; // null for none
    final List<EpochRecord> history = new ArrayList<>();
    Map<String, Tensor> best;
    int bestEpoch;
    String began; // start date, ISO 8601

    TrainingState(Learner learner, TrainingPlan plan, String began) {
        this.began = began;
        this.learner = learner;
        this.average =
                plan.average() == 0 ? null : new WeightAverage(plan.average(), learner.tensors());
        this.best = Weights.copy(learner.tensors());
    }

    /** The weights that are validated and become the model. */
    Map<String, Tensor> weights() {
        return average == null ? learner.tensors() : average.tensors();
    }

    EpochRecord bestRecord() {
        return history.get(bestEpoch - 1);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        out.writeUTF(began);
        out.writeInt(history.size());
        for (EpochRecord epoch : history) {
            epoch.write(out);
        }
        out.writeInt(bestEpoch);
        Weights.write(best, out);
        if (average != null) {
            average.write(out);
        }
        learner.save(out);
    }

    void read(DataInput in) throws IOException {
        int version = in.readInt();
        if (version < 1 || version > VERSION) {
            throw new IOException("its version must be 1.." + VERSION + " (got " + version + ")");
        }
        began = in.readUTF();
        history.clear();
        for (int left = in.readInt(); left > 0; left--) {
            history.add(EpochRecord.read(in, version));
        }
        bestEpoch = in.readInt();
        best = Weights.read(in);
        if (average != null) {
            average.read(in);
        }
        learner.restore(in);
    }
}
