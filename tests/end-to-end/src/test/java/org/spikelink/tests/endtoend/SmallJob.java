package org.spikelink.tests.endtoend;

import org.spikelink.core.model.Model;

/** What is kept of each format: a savepoint for every kind of input. */
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
    };

    abstract Model model();

    abstract SmallSensors sensors();
}
