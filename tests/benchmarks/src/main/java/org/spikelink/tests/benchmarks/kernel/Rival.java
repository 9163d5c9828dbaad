package org.spikelink.tests.benchmarks.kernel;

/** Another library that can step the same layer. */
enum Rival {
    ONNXRUNTIME,
    ND4J;

    RivalLayer layer(KernelCase shape) throws Exception {
        return this == ONNXRUNTIME ? new OnnxLayer(shape) : new Nd4jLayer(shape);
    }
}
