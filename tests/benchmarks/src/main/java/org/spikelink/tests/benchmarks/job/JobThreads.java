package org.spikelink.tests.benchmarks.job;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;

/** Where this process spends its CPU time, by the names that Flink and Kafka give their threads. */
final class JobThreads {
    private JobThreads() {}

    /** Parts of the process. */
    enum Part {
        /** Fetches from Kafka, decodes, sends to the step by key. */
        SOURCE("source"),
        /** Bundles and steps, or passes through; encodes for Kafka. */
        STEP("step and sink"),
        /** Kafka's own thread that sends to the broker. */
        PRODUCER("producer"),
        /** The broker, the JVM's own threads, and what else Flink and Kafka run. */
        REST("broker, JVM, rest");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /** Whether it is part of the job. */
        boolean isJob() {
            return this != REST;
        }

        static Part of(String thread) {
            if (thread.startsWith("step")) {
                return STEP;
            }
            if (thread.startsWith("Source")) {
                return SOURCE;
            }
            return thread.startsWith("kafka-producer-network-thread") ? PRODUCER : REST;
        }
    }

    /**
     * CPU times, ns.
     *
     * @param byPart since the process began, or of a while
     */
    record Times(Map<Part, Double> byPart) {
        static final Times NONE = new Times(Map.of());

        Times since(Times start) {
            Map<Part, Double> took = new EnumMap<>(Part.class);
            byPart.forEach((part, ns) -> took.put(part, ns - start.byPart.get(part)));
            return new Times(took);
        }

        double ns(Part part) {
            return byPart.getOrDefault(part, 0.0);
        }

        /** Of the job without the broker. */
        double jobNs() {
            return byPart.keySet().stream().filter(Part::isJob).mapToDouble(this::ns).sum();
        }
    }

    /** CPU time of each part so far; of threads that have ended only what the process knows. */
    static Times times() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Part, Double> ns = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            ns.put(part, 0.0);
        }
        double known = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            long cpuNs = thread == null ? -1 : threads.getThreadCpuTime(thread.getThreadId());
            Part part = thread == null ? Part.REST : Part.of(thread.getThreadName());
            if (cpuNs > 0 && part.isJob()) {
                known += cpuNs;
                ns.merge(part, (double) cpuNs, Double::sum);
            }
        }
        OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ns.put(Part.REST, process.getProcessCpuTime() - known);
        return new Times(ns);
    }
}
