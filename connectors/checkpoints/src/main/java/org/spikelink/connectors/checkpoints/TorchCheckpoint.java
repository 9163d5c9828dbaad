package org.spikelink.connectors.checkpoints;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * A PyTorch checkpoint, {@code .pt} or {@code .pth}: the tensors of a state dict, saved alone or in a dict beside other
 * things. Nothing in the file is executed: a pickle that names anything but tensors and plain data is refused.
 */
public final class TorchCheckpoint {
    private final Map<String, Tensor> tensors;

    private TorchCheckpoint(Map<String, Tensor> tensors) {
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Reads a checkpoint as {@code torch.save} of PyTorch 1.6 and later writes it. In a dict of several things, the
     * state dict is looked for under {@code model_state_dict}, {@code state_dict}, {@code model} and {@code net}, else
     * it is the only dict of tensors. Entries of the state dict that are no tensors are left out.
     *
     * @throws CheckpointException where there is no such file, it is no checkpoint, is broken, names what is not
     *     allowed, has several state dicts, or claims much more memory than its size explains
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
            // ZipFile answers names that are no text with the latter
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
                StateDict.find(CheckpointUnpickler.unpickle(archive.pickle()));
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
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(2);
        }
        if (head.length > 0 && (head[0] & 0xFF) == 0x80) {
            throw new CheckpointException(
                    "this is the format of PyTorch before 1.6; load it in PyTorch and torch.save it again");
        }
        if (!new String(head, StandardCharsets.US_ASCII).equals("PK")) {
            throw new CheckpointException("a checkpoint must be a zip, as torch.save writes it");
        }
    }
}
