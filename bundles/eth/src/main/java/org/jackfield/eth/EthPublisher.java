package org.jackfield.eth;

import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jackfield.api.Protocol;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainWriter;
import org.jackfield.pool.TransactionRelay;
import org.jackfield.sync.ChainSync;
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
 * Offers the protocol in the versions that the configuration names, each as a {@link Protocol} service of its own. A
 * component can register no more than one service by declaration, and seven components that differ in a number would each
 * need a switch that turns it off; so the services are registered by hand. A new configuration takes away and adds what
 * it changes, and leaves the sessions of the other versions alone; only another network id replaces them all.
 *
 * <p>When a room that sessions join comes or goes, the component is made anew: the sessions are handed over to its next
 * instance as to another release, and find their seats.
 *
 * <p>The highest version is registered first and withdrawn last: Hello is sent once a link, and whoever connects in
 * between must not be stuck with a lower one. A withdrawal waits for the sessions to leave their state ({@link
 * org.jackfield.api.ResumableProtocol}); the next release registers the same versions and goes on with them.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.jackfield.eth")
@Designate(ocd = EthConfiguration.class)
public final class EthPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(EthPublisher.class);

    private final BundleContext context;
    private final Chain chain;
    private final Rooms rooms;
    private final Optional<AutoCloseable> listening;

    // Service component runtime calls one method at a time.
    private final NavigableMap<EthVersion, ServiceRegistration<Protocol>> offered = new TreeMap<>();
    private EthNetwork network;

    @Activate
    public EthPublisher(
            BundleContext context,
            @Reference Chain chain,
            @Reference(cardinality = OPTIONAL, policyOption = GREEDY) Optional<ChainWriter> writer,
            @Reference(cardinality = OPTIONAL, policyOption = GREEDY) Optional<ChainSync> sync,
            @Reference(cardinality = OPTIONAL, policyOption = GREEDY) Optional<TransactionRelay> relay,
            EthConfiguration configuration) {
        this.context = context;
        this.chain = chain;
        Optional<HeadNews> heads = writer.map(service -> new HeadNews());
        rooms = new Rooms(sync, relay, heads);
        listening = writer.map(service -> service.listen(heads.orElseThrow()));
        network = new EthNetwork(chain, configuration.networkId());
        offer(configuration.versions());
    }

    @Modified
    void configure(EthConfiguration configuration) {
        EthNetwork next = new EthNetwork(chain, configuration.networkId());
        if (next.id() != network.id()) {
            withdraw(version -> true);
            network = next;
        }
        offer(configuration.versions());
    }

    @Deactivate
    void close() throws Exception {
        withdraw(version -> true);
        if (listening.isPresent()) {
            listening.get().close();
        }
    }

    private void offer(String versions) {
        NavigableSet<EthVersion> wanted;
        try {
            wanted = EthVersion.parseList(versions);
        } catch (IllegalArgumentException e) {
            LOG.error("org.jackfield.eth: versions: {}; nothing is changed", e.getMessage());
            return;
        }
        withdraw(version -> !wanted.contains(version));
        wanted.descendingSet().forEach(version -> offered.computeIfAbsent(version, this::register));
    }

    private ServiceRegistration<Protocol> register(EthVersion version) {
        return context.registerService(Protocol.class, new EthProtocol(version, network, rooms), null);
    }

    private void withdraw(Predicate<EthVersion> leaving) {
        for (EthVersion version : List.copyOf(offered.keySet())) {
            if (leaving.test(version)) {
                offered.remove(version).unregister();
            }
        }
    }
}
