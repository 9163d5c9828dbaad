package org.spikelink.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One broker for all tests of a JVM that ask for it by a parameter, stopped after the last of them. Other tests have
 * topics there: a test takes names that no other has.
 */
public final class SharedBroker implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == LocalBroker.class;
    }

    @Override
    public LocalBroker resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(SharedBroker.class))
                .getOrComputeIfAbsent("broker", key -> Started.now(), Started.class)
                .broker();
    }

    private record Started(LocalBroker broker) implements AutoCloseable {
        static Started now() {
            try {
                return new Started(LocalBroker.start(BrokerOptions.temporary()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            broker.close();
        }
    }
}
