package org.spikelink.tests.endtoend;

import java.util.Locale;
import org.spikelink.core.filter.FilterStateFormat;
import org.spikelink.core.health.HealthStateFormat;
import org.spikelink.core.model.Model;
import org.spikelink.core.stepper.StreamStateFormat;

/** What is kept of each format: a savepoint for every kind of input and of state. */
enum SmallJob {
    EVENTS {
        @Override
        Model model() {
            return SmallModel.events();
        }

        @Override
        SmallSensors sensors() {
            return SmallSensors.events();
        }
    },
    SAMPLES {
        @Override
        Model model() {
            return SmallModel.samples();
        }

        @Override
        SmallSensors sensors() {
            return SmallSensors.samples();
        }
    },
    /** With filters that remember pixels, and inputs that remember events over several bins. */
    FILTERED {
        @Override
        Model model() {
            return SmallModel.filtered();
        }

        @Override
        SmallSensors sensors() {
            return SmallSensors.events();
        }

        @Override
        String label() {
            return "filtered-" + FilterStateFormat.VERSION;
        }
    },
    /** With a layer type that keeps a state variable other than syn and mem. */
    NAMED_VARIABLES {
        @Override
        Model model() {
            return SmallModel.leaky();
        }

        @Override
        SmallSensors sensors() {
            return SmallSensors.events();
        }

        @Override
        int format() {
            return StreamStateFormat.NAMED_VERSION;
        }
    },
    /** With windows that have been confident for some steps, and windows that have ended early. */
    EARLY_DECISIONS {
        @Override
        Model model() {
            return SmallModel.decidingEarly();
        }

        @Override
        SmallSensors sensors() {
            return SmallSensors.events();
        }

        @Override
        int format() {
            return StreamStateFormat.EARLY_VERSION;
        }
    },
    /** With senders that have dropped events. */
    SHED_EVENTS {
        @Override
        Model model() {
            return SmallModel.events();
        }

        @Override
        SmallSensors sensors() {
            return SmallSensors.shedding();
        }

        @Override
        int format() {
            return StreamStateFormat.SHED_VERSION;
        }
    },
    /** In the middle of a second whose health is measured. */
    HEALTH {
        @Override
        Model model() {
            return SmallModel.events();
        }

        @Override
        SmallSensors sensors() {
            return SmallSensors.measured();
        }

        @Override
        String label() {
            return KeptSavepoint.HEALTH + HealthStateFormat.VERSION;
        }
    };

    /** The version that its streams' states are written in. */
    int format() {
        return StreamStateFormat.SYN_AND_MEM_VERSION;
    }

    /** What it is called in the names of folders. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    abstract Model model();

    abstract SmallSensors sensors();
}
