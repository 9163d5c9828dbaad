package org.spikelink.viewer;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.AllowedMethodsHandler;
import io.undertow.server.handlers.SetHeaderHandler;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerPresence;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.tools.watch.RollbackNews;
import org.spikelink.viewer.live.LiveHub;

/**
 * Serves the live page and streams to it what the topics say. Read-only: the page can ask, and change nothing. Only
 * pages that this server served may connect.
 */
public final class ViewerServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViewerServer.class);
    private static final String PAGE = "org/spikelink/viewer/page";
    private static final String CHARTS = "META-INF/resources/webjars/uplot/1.6.30/dist";
    private static final long TICK_MS = 33;
    private static final int MAX_BROWSERS = 32;

    /** Nothing from elsewhere, nothing inline, in nobody's frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final LiveHub hub = new LiveHub();
    private final Set<Browser> browsers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "view ticks");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final TopicReaders readers;
    private final BrokerPresence presence;
    private final RollbackNews rollbacks;
    private final Undertow server;
    private final String host;

    private ViewerServer(ViewerOptions options, Consumer<String> notice) {
        this.host = options.host();
        this.readers = new TopicReaders(options, hub);
        this.presence = new BrokerPresence(new BrokerWatch(options.kafka()), notice);
        this.rollbacks = new RollbackNews(options.kafka(), options.models());
        this.server =
                Undertow.builder()
                        .addHttpListener(options.port(), options.host())
                        .setIoThreads(1)
                        .setWorkerThreads(2)
                        .setHandler(handler())
                        .build();
    }

    /**
     * Starts to read and to serve.
     *
     * @param notice receives a line for the user when the broker has gone or is back
     * @throws SpikelinkException if the address cannot be listened on
     */
    public static ViewerServer start(ViewerOptions options, Consumer<String> notice) {
        ViewerServer viewer = new ViewerServer(options, notice);
        try {
            viewer.server.start();
        } catch (RuntimeException e) {
            viewer.close();
            throw new SpikelinkException(
                    "the page cannot be served at %s:%d: %s"
                            .formatted(
                                    options.host(),
                                    options.port(),
                                    e.getCause() instanceof BindException
                                            ? "the port is taken or not permitted; choose another with --port"
                                            : e.getMessage()),
                    e);
        }
        viewer.readers.start();
        var unused =
                viewer.ticks.scheduleAtFixedRate(
                        viewer::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return viewer;
    }

    /** The page's address. */
    public URI uri() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return URI.create(
                "http://%s:%d/"
                        .formatted(
                                host.contains(":") ? "[" + host + "]" : host, address.getPort()));
    }

    /**
     * Fails if the broker has been away for too long.
     *
     * @throws BrokerException if it has not answered for {@code giveUpAfter}
     */
    public void checkBroker(Duration giveUpAfter) {
        presence.check(giveUpAfter);
    }

    private HttpHandler handler() {
        ClassLoader loader = ViewerServer.class.getClassLoader();
        HttpHandler pages =
                Handlers.path(Handlers.resource(new ClassPathResourceManager(loader, PAGE)))
                        .addPrefixPath(
                                "/lib/uplot",
                                Handlers.resource(new ClassPathResourceManager(loader, CHARTS)))
                        .addExactPath("/live", onlyOwnPages(Handlers.websocket(this::connected)));
        HttpHandler handler = pages;
        handler = new SetHeaderHandler(handler, "Content-Security-Policy", POLICY);
        handler = new SetHeaderHandler(handler, "X-Content-Type-Options", "nosniff");
        handler = new SetHeaderHandler(handler, "Referrer-Policy", "no-referrer");
        handler = new SetHeaderHandler(handler, "Cache-Control", "no-cache");
        return new AllowedMethodsHandler(handler, Methods.GET, Methods.HEAD);
    }

    /** Another site's page that is open in the user's browser must not read the streams. */
    private HttpHandler onlyOwnPages(HttpHandler next) {
        return exchange -> {
            if (isOwnPage(exchange) && browsers.size() < MAX_BROWSERS) {
                next.handleRequest(exchange);
            } else {
                exchange.setStatusCode(StatusCodes.FORBIDDEN).endExchange();
            }
        };
    }

    private static boolean isOwnPage(HttpServerExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        return origin == null
                || origin.equals("http://" + exchange.getHostAndPort())
                || origin.equals("https://" + exchange.getHostAndPort());
    }

    private void connected(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        Browser browser = new Browser(channel, hub);
        browsers.add(browser);
        channel.addCloseTask(
                closed -> {
                    browsers.remove(browser);
                    browser.gone();
                });
        channel.getReceiveSetter().set(browser);
        channel.resumeReceives();
    }

    private void tick() {
        long nowMs = System.currentTimeMillis();
        hub.brokerAway(presence.isAway());
        hub.rollbacks(rollbacks.lines());
        for (Browser browser : browsers) {
            try {
                browser.tick(nowMs);
            } catch (RuntimeException e) {
                LOG.warn("a browser cannot be served and is disconnected", e);
                browser.close();
            }
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        readers.close();
        browsers.forEach(Browser::close);
        server.stop();
        presence.close();
        rollbacks.close();
    }
}
