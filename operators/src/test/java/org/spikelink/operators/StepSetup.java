package org.spikelink.operators;

import java.time.Duration;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.spikelink.core.model.Model;
import org.spikelink.core.stepper.StepperOptions;

/** How a {@link StepHarness} is set up. */
record StepSetup(
        Model model,
        StepperOptions stepper,
        BundleOptions bundle,
        Backend backend,
        int parallelism,
        int subtask) {
    static final int MAX_PARALLELISM = 64;

    /** No limit is ever reached: what flushes is what the test does. */
    static final BundleOptions UNLIMITED =
            new BundleOptions(
                    Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMinutes(1));

    static final BundleOptions EACH_BATCH =
            new BundleOptions(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ZERO);

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
        this(TestModels.events(), StepperOptions.DEFAULTS, EACH_BATCH, Backend.HEAP, 1, 0);
    }

    StepSetup with(Model other) {
        return new StepSetup(other, stepper, bundle, backend, parallelism, subtask);
    }

    StepSetup with(StepperOptions other) {
        return new StepSetup(model, other, bundle, backend, parallelism, subtask);
    }

    StepSetup with(BundleOptions other) {
        return new StepSetup(model, stepper, other, backend, parallelism, subtask);
    }

    StepSetup with(Backend other) {
        return new StepSetup(model, stepper, bundle, other, parallelism, subtask);
    }

    StepSetup subtask(int index, int of) {
        return new StepSetup(model, stepper, bundle, backend, of, index);
    }
}
