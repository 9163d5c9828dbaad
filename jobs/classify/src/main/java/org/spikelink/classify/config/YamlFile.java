package org.spikelink.classify.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.FileFailure;

/**
 * Reads a YAML file that holds a mapping, such as the options of a command. Scalars are text as written: {@code 1.10}
 * stays {@code 1.10} and {@code no} stays {@code no}; an empty value, {@code ~} and {@code null} are null. Size,
 * depth and the expansion of aliases are limited. No message quotes the file's content, which may hold passwords.
 */
public final class YamlFile {
    /** Bytes. */
    static final int MAX_SIZE = 1 << 20;

    private YamlFile() {}

    /**
     * Reads a mapping.
     *
     * @return values by key, each a String, a {@code List<?>}, a {@code Map<String, ?>} or null; unmodifiable
     * @throws SpikelinkException if the file cannot be read, is not YAML, is not a mapping, or exceeds a limit
     */
    public static Map<String, Object> read(Path file) {
        return parse(file.toString(), bytes(file));
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new SpikelinkException(
                        "%s: a YAML file must hold at most %d bytes".formatted(file, MAX_SIZE));
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new SpikelinkException(file + ": no such file", e);
        } catch (IOException e) {
            throw new SpikelinkException(
                    file + ": cannot be read (" + FileFailure.reason(e) + ")", e);
        }
    }

    /** Parses a mapping; error messages use {@code name}. */
    static Map<String, Object> parse(String name, byte[] yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            return new YamlEvents(
                            name,
                            new Parse(settings)
                                    .parseInputStream(new ByteArrayInputStream(yaml))
                                    .iterator())
                    .mapping();
        } catch (MarkedYamlEngineException e) {
            throw new SpikelinkException(
                    name
                            + e.getProblemMark()
                                    .map(mark -> ": line " + (mark.getLine() + 1))
                                    .orElse("")
                            + ": not valid YAML: "
                            + e.getProblem(),
                    e);
        } catch (YamlEngineException e) {
            throw new SpikelinkException(name + encodingProblem(yaml), e);
        }
    }

    /** Where a file, which cannot be read, is not in UTF-8. */
    private static String encodingProblem(byte[] yaml) {
        ByteBuffer bytes = ByteBuffer.wrap(yaml);
        if (!UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(yaml.length), true).isError()) {
            return ": not valid YAML";
        }
        int line = 1;
        for (int n = 0; n < bytes.position(); n++) {
            line += yaml[n] == '\n' ? 1 : 0;
        }
        return ": line %d: must be text in UTF-8 (got 0x%02X at byte %d)"
                .formatted(line, yaml[bytes.position()], bytes.position());
    }
}
