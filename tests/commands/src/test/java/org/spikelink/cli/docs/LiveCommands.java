package org.spikelink.cli.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.spikelink.cli.Run;
import org.spikelink.cli.Spikelink;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;

/**
 * The terminals of a page that works with a broker: commands that run on until the end, while others run and end. The broker is
 * this object's own.
 */
final class LiveCommands {
    private final List<Thread> running = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream usualOut = System.out;
    private final PrintStream usualErr = System.err;
    private final InputStream usualIn = System.in;
    private final LocalBroker broker;
    private volatile boolean ended;

    /** Starts the broker, and captures what commands print. */
    LiveCommands() throws Exception {
        var unused =
                org.slf4j.LoggerFactory.getLogger(LiveCommands.class); // keeps the usual output
        PrintStream capture = new PrintStream(printed, true, UTF_8);
        System.setOut(capture);
        System.setErr(capture); // what the commands say when they are interrupted
        broker = LocalBroker.start(BrokerOptions.temporary());
        broker.kafka().createTopics(1, Topics.defaults());
    }

    /** The broker's address. */
    String broker() {
        return broker.bootstrapServers();
    }

    /** Whether the page's commands have ended. */
    boolean hasEnded() {
        return ended;
    }

    /** What commands in the background have printed. */
    String printed() {
        return printed.toString(UTF_8);
    }

    /** What the next command reads from its standard input. */
    static void pipe(byte[] bytes) {
        System.setIn(new ByteArrayInputStream(bytes));
    }

    /** Runs a command until the end. */
    void background(List<String> words) {
        start(() -> Spikelink.run(words.toArray(String[]::new)));
    }

    /** Does some work beside the commands. */
    void start(Runnable work) {
        Thread thread = new Thread(work);
        running.add(thread);
        thread.start();
    }

    /** Waits until a command in the background has printed this. */
    void awaitPrinted(String text) throws InterruptedException {
        while (!printed().contains(text)) {
            Thread.sleep(20); // the test's timeout ends it
        }
    }

    /** Runs a command again and again until its output is as expected, or two minutes have passed; its last run. */
    static Run until(List<String> words, Predicate<? super String> expected) {
        Instant giveUp = Instant.now().plus(Duration.ofMinutes(2));
        Run run = Run.spikelink(words.toArray());
        while (!expected.test(run.out()) && Instant.now().isBefore(giveUp)) {
            run = Run.spikelink(words.toArray());
        }
        return run;
    }

    /** Ends all commands and the broker. */
    void close() throws InterruptedException {
        ended = true;
        for (Thread thread : running) {
            thread.interrupt();
        }
        for (Thread thread : running) {
            thread.join();
        }
        System.setOut(usualOut);
        System.setErr(usualErr);
        System.setIn(usualIn);
        broker.close();
    }
}
