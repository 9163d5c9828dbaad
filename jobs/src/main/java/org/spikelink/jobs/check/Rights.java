package org.spikelink.jobs.check;

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
 * What a login may do with a job's consumer group and transactions, as far as brokers tell before any of it is done: of
 * what is not there yet, and of transactions always, only whether it may be described.
 */
final class Rights {
    private final Admin admin;

    Rights(Admin admin) {
        this.admin = admin;
    }

    /** What is known of a right. */
    enum Right {
        /** It is there. */
        GIVEN,
        /** The right to describe is there, which it brings along; it itself cannot be asked for. */
        DESCRIBED,
        /** It is not there. */
        MISSING
    }

    /** The right to read as a consumer group. */
    Right readAs(String group) throws InterruptedException {
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

    /** The right to write in transactions whose ids begin so. */
    Right writeAs(String transactionalIdPrefix) throws InterruptedException {
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
