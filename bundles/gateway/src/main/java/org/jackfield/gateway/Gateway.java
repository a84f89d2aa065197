package org.jackfield.gateway;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import org.jackfield.api.Readiness;
import org.jackfield.api.http.HostNames;
import org.jackfield.api.http.ListenAddress;
import org.jackfield.chunks.ChunkSource;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.Feeds;
import org.jackfield.chunks.Pins;
import org.jackfield.chunks.Tags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the port, and serves what is in the store and, where somebody gets it, what is in the network. */
@Component(
        service = Readiness.class,
        immediate = true,
        configurationPid = "org.jackfield.gateway",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GatewayConfig.class)
public final class Gateway implements Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Optional<HttpPort> port;
    private final String text;
    private final Optional<String> problem;

    @Activate
    public Gateway(
            GatewayConfig config,
            @Reference Contents contents,
            @Reference ChunkSource source,
            @Reference Tags tags,
            @Reference Feeds feeds,
            @Reference Pins pins) {
        Optional<HttpPort> opened = Optional.empty();
        Optional<String> failure = Optional.empty();
        String told;
        try {
            InetSocketAddress address = ListenAddress.parse(config.listen());
            HttpPort open =
                    HttpPort.open(address, handler(config, new SwarmServices(contents, source, tags, feeds, pins)));
            opened = Optional.of(open);
            told = "http://" + ListenAddress.text(address.getAddress().getHostAddress(), open.port());
            LOG.info("Swarm gateway on {}", told);
        } catch (IOException | IllegalArgumentException e) {
            String message = "cannot serve the swarm gateway on " + config.listen() + ": " + reason(e);
            failure = config.yields() ? Optional.empty() : Optional.of(message);
            told = "off: " + message;
            LOG.warn(message);
        }
        port = opened;
        text = told;
        problem = failure;
    }

    private static ExchangeHandler handler(GatewayConfig config, SwarmServices swarm) {
        Clock clock = Clock.systemUTC();
        HostRule rule = new HostRule(HostNames.of(config.vhosts()));
        Directories directories = new Directories(swarm.contents().from(swarm.source()), swarm.feeds());
        Uploads uploads = new Uploads(swarm, clock);
        RawScheme raw = new RawScheme(directories, uploads);
        BzzScheme files = new BzzScheme(directories);
        PinScheme pins = new PinScheme(swarm);
        FeedScheme feeds = new FeedScheme(directories);
        DirectoryUpload upload = new DirectoryUpload(swarm.contents(), directories.files(), uploads);
        Router router = new Router(clock)
                .add("bzz", "GET", files::get)
                .add("bzz", "POST", upload::post)
                .add("bzz", "DELETE", files::delete)
                .add("bzz-immutable", "GET", files::get)
                .add("bzz-list", "GET", new ListScheme(directories)::get)
                .add("bzz-feed", "GET", feeds::get)
                .add("bzz-feed", "POST", feeds::post)
                .add("bzz-feed-raw", "GET", feeds::raw)
                .add("bzz-pin", "GET", pins::get)
                .add("bzz-pin", "POST", pins::post)
                .add("bzz-pin", "DELETE", pins::delete)
                .add("bzz-tag", "GET", new TagScheme(swarm.tags())::get)
                .add("bzz-raw", "GET", raw::get)
                .add("bzz-raw", "POST", raw::post)
                .add("bzz-hash", "GET", raw::hash);
        return new ExchangeHandler(rule, router, (long) config.maxUploadMiB() << 20);
    }

    @Deactivate
    void close() {
        port.ifPresent(HttpPort::close);
    }

    @Override
    public String name() {
        return "bzz";
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    private static String reason(Exception e) {
        if (e instanceof UnknownHostException) {
            return "unknown host";
        }
        Throwable cause = e.getCause() instanceof BindException ? e.getCause() : e;
        return String.valueOf(cause.getMessage());
    }
}
