package org.spikelink.local.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The ACLs in the table of docs/operations.md. */
public final class DocumentedAcls {
    private static final Path DOCUMENT = Path.of("../../docs/operations.md");

    private DocumentedAcls() {}

    /**
     * Those that a job needs; with {@code extras} also what single options of the command line need.
     *
     * @param user whom they allow something
     */
    public static List<AclBinding> of(String user, String jobName, boolean extras)
            throws IOException {
        List<AclBinding> acls = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.matches("\\| (topic|group|cluster|transactional id) \\|.*")
                    && (extras || !line.contains("| only "))) {
                acls.add(acl(line.split(" *\\| *", -1), user, jobName));
            }
        }
        return acls;
    }

    private static AclBinding acl(String[] cells, String user, String jobName) {
        String name = cells[2].replaceAll("(prefix )?`", "").replace("JOB-NAME", jobName);
        PatternType pattern =
                cells[2].startsWith("prefix ") ? PatternType.PREFIXED : PatternType.LITERAL;
        ResourceType type =
                ResourceType.fromString(cells[1].replace(' ', '_').toUpperCase(Locale.ROOT));
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(
                        "User:" + user, "*", operation(cells[3]), AclPermissionType.ALLOW));
    }

    private static AclOperation operation(String name) {
        return AclOperation.fromString(
                name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }
}
