package org.spikelink.connectors.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * A PyTorch checkpoint, {@code .pt} or {@code .pth}: the tensors of a state dict, saved alone or in a dict with other
 * entries. Nothing in the file is executed: a pickle that contains anything but tensors and plain data is rejected.
 */
public final class TorchCheckpoint {
    private final Map<String, Tensor> tensors;

    private TorchCheckpoint(Map<String, Tensor> tensors) {
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Reads a checkpoint as {@code torch.save} of PyTorch 1.6 and later writes it. In a dict with several entries,
     * the state dict is searched under {@code model_state_dict}, {@code state_dict}, {@code model} and {@code net};
     * otherwise it is the only dict of tensors. Entries of the state dict that are not tensors are ignored.
     *
     * @throws CheckpointException if the file does not exist, is not a checkpoint, is damaged, contains a name that
     *     is not allowed, has several state dicts, or would need far more memory than its size justifies
     */
    public static TorchCheckpoint read(Path path) {
        try {
            checkIsZip(path);
            try (ZipFile zip = new ZipFile(path.toFile())) {
                return new TorchCheckpoint(tensors(zip, new MemoryBudget(Files.size(path))));
            }
        } catch (CheckpointException e) {
            throw new CheckpointException(path + ": " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            // ZipFile throws the latter for names that are not text
            throw new CheckpointException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The state dict's tensors by name, in the order of the file. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    private static Map<String, Tensor> tensors(ZipFile zip, MemoryBudget budget)
            throws IOException {
        CheckpointArchive archive = new CheckpointArchive(zip, budget);
        Map<String, TensorRef> stateDict =
                StateDict.find(CheckpointUnpickler.unpickle(archive.pickle(), budget));
        TensorReader reader = new TensorReader(archive, budget);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, TensorRef> entry : stateDict.entrySet()) {
            tensors.put(entry.getKey(), reader.read(entry.getKey(), entry.getValue()));
        }
        return tensors;
    }

    private static void checkIsZip(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new CheckpointException(
                    Files.exists(path) ? "a checkpoint must be a file" : "there is no such file");
        }
        FileStart.of(path).checkIsZip();
    }
}
