package org.spikelink.operators;

import java.time.Duration;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.spikelink.core.model.Model;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.stepper.StepperOptions;

/** How a {@link StepHarness} is set up. */
record StepSetup(
        Model model,
        StepperOptions stepper,
        BundleOptions bundle,
        StreamLimit limit,
        Backend backend,
        int parallelism,
        int subtask,
        ModelUpdates updates,
        boolean switchesModel) {
    static final int MAX_PARALLELISM = 64;

    /** No limit is ever reached: what flushes is what the test does. */
    static final BundleOptions UNLIMITED =
            new BundleOptions(
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1));

    /** The defaults, but all work of a flush is done at once, however slow the machine is. */
    static final BundleOptions ONE_TURN = BundleOptions.DEFAULTS.with(Duration.ofMinutes(1));

    static final BundleOptions EACH_BATCH =
            new BundleOptions(
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Duration.ZERO,
                    Duration.ofMinutes(1));

    /** Where streams' states live. */
    enum Backend {
        HEAP {
            @Override
            StateBackend create() {
                return new HashMapStateBackend();
            }
        },
        ROCKSDB {
            @Override
            StateBackend create() {
                return new EmbeddedRocksDBStateBackend();
            }
        };

        abstract StateBackend create();
    }

    StepSetup() {
        this(
                TestModels.events(),
                StepperOptions.DEFAULTS,
                EACH_BATCH,
                StreamLimit.DEFAULT,
                Backend.HEAP,
                1,
                0,
                null,
                false);
    }

    StepSetup with(Model other) {
        return new StepSetup(
                other,
                stepper,
                bundle,
                limit,
                backend,
                parallelism,
                subtask,
                updates,
                switchesModel);
    }

    StepSetup with(StepperOptions other) {
        return new StepSetup(
                model, other, bundle, limit, backend, parallelism, subtask, updates, switchesModel);
    }

    StepSetup with(BundleOptions other) {
        return new StepSetup(
                model,
                stepper,
                other,
                limit,
                backend,
                parallelism,
                subtask,
                updates,
                switchesModel);
    }

    StepSetup with(Backend other) {
        return new StepSetup(
                model, stepper, bundle, limit, other, parallelism, subtask, updates, switchesModel);
    }

    StepSetup with(StreamLimit other) {
        return new StepSetup(
                model,
                stepper,
                bundle,
                other,
                backend,
                parallelism,
                subtask,
                updates,
                switchesModel);
    }

    StepSetup with(ModelUpdates other) {
        return new StepSetup(
                model, stepper, bundle, limit, backend, parallelism, subtask, other, switchesModel);
    }

    StepSetup subtask(int index, int of) {
        return new StepSetup(
                model, stepper, bundle, limit, backend, of, index, updates, switchesModel);
    }

    /** Takes a snapshot of a job that was started with another model. */
    StepSetup switchingModel() {
        return new StepSetup(
                model, stepper, bundle, limit, backend, parallelism, subtask, updates, true);
    }
}
