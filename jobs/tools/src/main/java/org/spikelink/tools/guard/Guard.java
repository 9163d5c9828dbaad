package org.spikelink.tools.guard;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerPresence;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.KafkaFailure;
import org.spikelink.connectors.kafka.client.OutputReader;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.registry.Registry;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.connectors.kafka.registry.RegistryWriter;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.tools.models.Rollout;

/**
 * Acts on rollback rules: reads the committed classes of active models and shadows, and changes the schedule as {@code
 * models rollback} does when a rule is broken. It keeps nothing: one that is started again reads the time of the rules again and
 * finds the same, and the schedule that takes a version back has its rule no more. So several may run.
 */
public final class Guard {
    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);
    private static final int TIMES_READ = 2; // so that also a job that is behind is judged at once
    private static final long SLACK_MS = 60_000; // clocks of brokers and job

    private final GuardOptions options;
    private final Consumer<String> out;
    private final Consumer<String> notice;
    private final Map<RollbackRule, RuleWindow.State> shown = new HashMap<>();
    private String trouble = "";
    private volatile boolean cancelled;

    /**
     * A guard, which runs once.
     *
     * @param out receives how rules stand, and what is changed
     * @param notice receives what goes wrong
     */
    public Guard(GuardOptions options, Consumer<String> out, Consumer<String> notice) {
        this.options = options;
        this.out = out;
        this.notice = notice;
    }

    /** Ends the guard soon; can be called from any thread. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Guards until it is cancelled, or has judged once.
     *
     * @throws BrokerException if no broker answers for the given time, or a topic is missing
     */
    public void run() throws InterruptedException {
        try (BrokerWatch broker =
                        BrokerWatch.connect(options.kafka(), options.giveUpAfter(), notice);
                BrokerPresence presence = checked(broker);
                RegistryReader registry = new RegistryReader(options.kafka(), options.models())) {
            List<ModelSchedule> schedules = schedules(registry.readToEnd());
            long nowMs = System.currentTimeMillis();
            long fromMs = Math.max(0, nowMs - TIMES_READ * longestMs(schedules));
            RuleGuard rules = new RuleGuard(fromMs);
            rules.follow(schedules, nowMs);
            try (OutputReader outputs =
                    OutputReader.ofClasses(
                            options.kafka(),
                            options.classes(),
                            options.shadow(),
                            new StartFrom.Timestamp(Math.max(0, fromMs - SLACK_MS)))) {
                guard(registry, outputs, rules, presence);
            }
        } catch (KafkaException e) {
            throw new BrokerException(KafkaFailure.text(e), e);
        }
    }

    private BrokerPresence checked(BrokerWatch broker) throws InterruptedException {
        broker.requireTopics(
                List.of(options.classes(), options.shadow()),
                "start a job with --model-name first: spikelink classify");
        return new BrokerPresence(broker, notice);
    }

    private void guard(
            RegistryReader registry, OutputReader outputs, RuleGuard rules, BrokerPresence presence)
            throws InterruptedException {
        while (!cancelled) {
            try {
                rules.follow(schedules(registry.readToEnd()), System.currentTimeMillis());
                outputs.readToEnd(new Sink(rules));
                List<RuleGuard.Finding> findings = rules.findings();
                findings.forEach(this::show);
                findings.stream()
                        .filter(finding -> finding.state() == RuleWindow.State.BROKEN)
                        .forEach(this::takeBack);
                trouble = "";
            } catch (BrokerException | KafkaException e) {
                if (options.once()) {
                    throw e;
                }
                notice(e.getMessage());
            }
            if (options.once()) {
                return;
            }
            presence.check(options.giveUpAfter());
            Thread.sleep(BETWEEN_READS.toMillis());
        }
    }

    /** The schedules that have rules, of the model that is guarded or all. */
    private List<ModelSchedule> schedules(Registry registry) {
        options.name().ifPresent(registry::scheduleOf); // fails if there is none
        return registry.names().stream()
                .filter(name -> options.name().isEmpty() || name.equals(options.name().get()))
                .map(registry::scheduleOf)
                .filter(schedule -> !schedule.rollbacks().isEmpty())
                .toList();
    }

    private static long longestMs(List<ModelSchedule> schedules) {
        return schedules.stream()
                .flatMap(schedule -> schedule.rollbacks().stream())
                .map(rule -> rule.condition().time())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .toMillis();
    }

    private void show(RuleGuard.Finding finding) {
        RuleWindow.State before = shown.put(finding.rule(), finding.state());
        if (before != finding.state()) {
            out.accept("%s/%s: %s".formatted(finding.name(), finding.version(), finding.text()));
        }
    }

    /** The registry is read again: the rule may have been taken out, or another guard been faster. */
    private void takeBack(RuleGuard.Finding finding) {
        try (RegistryWriter writer = new RegistryWriter(options.kafka(), options.models())) {
            Rollout rollout = new Rollout(writer.registry(), System.currentTimeMillis());
            String reason = "version %s: %s".formatted(finding.version(), finding.text());
            Rollout.Change change = rollout.takeBack(finding.name(), finding.rule(), reason);
            writer.write(change.schedule());
            change.lines().forEach(out);
        } catch (ScheduleException e) {
            notice(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancelled = true;
        }
    }

    private void notice(String message) {
        if (!message.equals(trouble)) {
            trouble = message;
            notice.accept("warning: " + message);
        }
    }

    private record Sink(RuleGuard rules) implements OutputReader.Sink {
        @Override
        public void output(Outgoing output, long writtenMs) {
            rules.add(output, System.currentTimeMillis());
        }

        @Override
        public void undecodable() {
            // the live page and watch count them
        }
    }
}
