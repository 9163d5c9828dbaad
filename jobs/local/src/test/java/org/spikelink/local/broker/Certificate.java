package org.spikelink.local.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate of 127.0.0.1, made by the JDK's keytool: its key in {@code KEYS}, itself alone as PEM. */
final class Certificate {
    static final String PASSWORD = "keystore-password";

    private final Path folder;
    private final String name;

    private Certificate(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Makes one in {@code folder}. */
    static Certificate make(Path folder, String name) throws IOException, InterruptedException {
        Certificate made = new Certificate(folder, name);
        made.keytool(
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2");
        made.keytool("-exportcert", "-alias", "it", "-rfc", "-file", made.pem().toString());
        return made;
    }

    /** PKCS12, with the private key, under {@link #PASSWORD}. */
    Path keyStore() {
        return folder.resolve(name + ".p12");
    }

    /** What clients trust. */
    Path pem() {
        return folder.resolve(name + ".pem");
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keyStore().toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said =
                new String(
                        keytool.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(command.get(1) + ": " + said);
        }
    }
}
