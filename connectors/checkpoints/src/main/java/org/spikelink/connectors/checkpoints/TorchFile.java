package org.spikelink.connectors.checkpoints;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Map;

/**
 * PyTorch's {@code .pt}: a zip with a pickled state dict and the raw values of its tensors, which {@code torch.load}
 * opens, with {@code weights_only} too.
 */
public final class TorchFile {
    private static final String FOLDER = "model/";

    private TorchFile() {}

    /** The bytes of a file that holds {@code parameters}. */
    public static byte[] bytes(Map<String, Parameter> parameters) {
        StoredZip zip = new StoredZip();
        zip.add(FOLDER + "data.pkl", StateDictPickle.of(parameters));
        zip.add(FOLDER + "byteorder", "little".getBytes(US_ASCII));
        List<Parameter> storages = List.copyOf(parameters.values());
        for (int n = 0; n < storages.size(); n++) {
            zip.add(FOLDER + "data/" + n, storages.get(n).toBytes());
        }
        zip.add(FOLDER + "version", "3\n".getBytes(US_ASCII));
        return zip.toBytes();
    }
}
