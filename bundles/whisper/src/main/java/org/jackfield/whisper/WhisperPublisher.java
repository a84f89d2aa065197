package org.jackfield.whisper;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jackfield.api.Protocol;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.EnvelopeRelay;
import org.jackfield.envelopes.Wire;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the protocols that the configuration names, each as a {@link Protocol} service of its own. A new configuration takes
 * away and adds what it changes; waku, if what it tells of us is new, is withdrawn and offered again, its sessions are handed
 * over to the new service, and peers told.
 *
 * <p>While the room of the envelopes is replaced, so is this component: the sessions are parked and find their seats, or
 * new ones, afterwards.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.jackfield.whisper")
@Designate(ocd = WhisperConfiguration.class)
public final class WhisperPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(WhisperPublisher.class);

    private static final Map<String, Dialect> DIALECTS = Map.of("shh/6", new ShhDialect(), "waku/1", new WakuDialect());

    private final BundleContext context;
    private final EnvelopePool pool;
    private final EnvelopeRelay relay;

    // Service component runtime calls one method at a time.
    private final Map<String, Offer> offers = new LinkedHashMap<>();

    private record Offer(WakuTerms terms, ServiceRegistration<Protocol> registration) {}

    @Activate
    public WhisperPublisher(
            BundleContext context,
            @Reference EnvelopePool pool,
            @Reference EnvelopeRelay relay,
            WhisperConfiguration configuration) {
        this.context = context;
        this.pool = pool;
        this.relay = relay;
        configure(configuration);
    }

    @Modified
    void configure(WhisperConfiguration configuration) {
        try {
            offer(protocols(configuration.protocols()), terms(configuration));
        } catch (IllegalArgumentException e) {
            LOG.error("org.jackfield.whisper: {}; nothing is changed", e.getMessage());
        }
    }

    @Deactivate
    void close() {
        withdraw(offers.keySet());
    }

    private void offer(Set<String> wanted, WakuTerms terms) {
        withdraw(offers.entrySet().stream()
                .filter(offer -> !wanted.contains(offer.getKey())
                        || !offer.getValue().terms().equals(terms(offer.getKey(), terms)))
                .map(Map.Entry::getKey)
                .toList());
        wanted.forEach(name -> offers.computeIfAbsent(name, absent -> register(name, terms(name, terms))));
    }

    private Offer register(String name, WakuTerms terms) {
        Protocol protocol = new WhisperProtocol(DIALECTS.get(name), new Rooms(pool, relay, terms));
        return new Offer(terms, context.registerService(Protocol.class, protocol, null));
    }

    private void withdraw(Collection<String> leaving) {
        for (String name : List.copyOf(leaving)) {
            offers.remove(name).registration().unregister();
        }
    }

    /** shh/6 does not know of them. */
    private static WakuTerms terms(String name, WakuTerms terms) {
        return DIALECTS.get(name).wire() == Wire.WAKU_1 ? terms : WakuTerms.NONE;
    }

    private static WakuTerms terms(WhisperConfiguration configuration) {
        return new WakuTerms(
                configuration.confirmations(),
                RateLimits.parse(configuration.packetLimits()),
                RateLimits.parse(configuration.byteLimits()));
    }

    private static Set<String> protocols(String list) {
        Set<String> names = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : names) {
            if (!DIALECTS.containsKey(name)) {
                throw new IllegalArgumentException(
                        "protocols are " + new TreeSet<>(DIALECTS.keySet()) + ", got " + name);
            }
        }
        return names;
    }
}
