package org.spikelink.connectors.kafka.client;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * A login's rights to a job's consumer group and transactions, as far as brokers report it in advance. For groups
 * that do not exist yet, and for all transactions, brokers only report whether they may be described.
 */
public final class Rights {
    private final Admin admin;

    Rights(Admin admin) {
        this.admin = admin;
    }

    /** Whether the login has a right, as far as is known. */
    public enum Right {
        /** The login has it. */
        GIVEN,
        /** The login has the right to describe, which this one implies; this one cannot be queried. */
        DESCRIBED,
        /** The login does not have it. */
        MISSING
    }

    /** The right to read as a consumer group. */
    public Right readAs(String group) throws InterruptedException {
        try {
            Set<AclOperation> rights =
                    BrokerFacts.ask(
                                    "group " + group,
                                    admin.describeConsumerGroups(
                                                    List.of(group),
                                                    new DescribeConsumerGroupsOptions()
                                                            .includeAuthorizedOperations(true))
                                            .describedGroups()
                                            .get(group))
                            .authorizedOperations();
            if (rights == null) {
                return Right.DESCRIBED;
            }
            return rights.contains(AclOperation.READ) ? Right.GIVEN : Right.MISSING;
        } catch (BrokerFacts.UnknownException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Right.DESCRIBED;
            }
            if (e.getCause() instanceof GroupAuthorizationException) {
                return Right.MISSING;
            }
            throw e;
        }
    }

    /** The right to write in transactions whose ids have this prefix. */
    public Right writeAs(String transactionalIdPrefix) throws InterruptedException {
        String id = transactionalIdPrefix + "-0-0";
        try {
            BrokerFacts.ask(
                    "transactional id " + id,
                    admin.describeTransactions(List.of(id)).description(id));
            return Right.DESCRIBED;
        } catch (BrokerFacts.UnknownException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return Right.DESCRIBED;
            }
            if (e.getCause() instanceof TransactionalIdAuthorizationException) {
                return Right.MISSING;
            }
            throw e;
        }
    }
}
