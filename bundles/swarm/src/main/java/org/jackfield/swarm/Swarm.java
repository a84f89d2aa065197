package org.jackfield.swarm;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.Enode;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.Topology;
import org.jackfield.pss.PssRelay;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the protocols of this bundle have in common: who we are, and where we stand. A service for this bundle alone. */
@Component(service = Swarm.class, configurationPid = "org.jackfield.swarm")
@Designate(ocd = Swarm.Config.class)
public final class Swarm {

    /** How long a handshake may take (ethersphere swarm v0.5.8, network/protocol.go). */
    static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(3);

    /** The public network's (same file). */
    static final long DEFAULT_NETWORK_ID = 4;

    /** The same of the older release (go-ethereum v1.8.27, swarm/network/protocol.go). */
    static final long OLDER_NETWORK_ID = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Swarm.class);

    final long networkId;
    final long olderNetworkId;
    final boolean light;
    final Topology topology;
    final Handshakes handshakes = new Handshakes();

    /** Comes and goes: protocols are registered without waiting for the core, or the first links would lack them. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PeerDirectory directory;

    /** Comes and goes with pss. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PssRelay pss;

    /** Settings of PID {@code org.jackfield.swarm}; all may be left out. */
    @ObjectClassDefinition(name = "swarm")
    @interface Config {
        /** Only nodes of the same network stay connected; 0 or above. */
        long networkId() default DEFAULT_NETWORK_ID;

        /** The same with nodes of the release that was part of go-ethereum 1.8, which has another public network. */
        long olderNetworkId() default OLDER_NETWORK_ID;

        /** Whether to announce that we serve no chunks. */
        boolean light() default false;
    }

    @Activate
    public Swarm(Config config, @Reference Topology topology) {
        this(config.networkId(), config.olderNetworkId(), config.light(), topology);
    }

    Swarm(long networkId, boolean light, Topology topology) {
        this(networkId, OLDER_NETWORK_ID, light, topology);
    }

    Swarm(long networkId, long olderNetworkId, boolean light, Topology topology) {
        this.networkId = checked("networkId", networkId, DEFAULT_NETWORK_ID);
        this.olderNetworkId = checked("olderNetworkId", olderNetworkId, OLDER_NETWORK_ID);
        this.light = light;
        this.topology = topology;
    }

    private static long checked(String key, long configured, long fallback) {
        if (configured < 0) {
            LOG.warn("{} must not be negative, got {}: {} is used", key, configured, fallback);
        }
        return configured < 0 ? fallback : configured;
    }

    /**
     * Whether the older release is spoken on the link. Protocols that have the same name and version in both, or none but there,
     * ask this.
     */
    static boolean isOlder(Peer peer) {
        return peer.shared().contains(OlderBzz.CAPABILITY);
    }

    /** Our address in the overlay; empty while there is no core. */
    Optional<Overlay> overlay() {
        return enode().map(enode -> Overlay.ofNode(enode.id()));
    }

    /** What we tell others of us; empty while there is no core. */
    Optional<SwarmAddress> address() {
        Services node = light ? Services.LIGHT : Services.FULL;
        Services services = pss == null ? node : PssProtocol.announcedBy(node);
        return enode().map(enode -> new SwarmAddress(Overlay.ofNode(enode.id()), enode.toString(), services));
    }

    /** Where we are found; empty while there is no core. */
    Optional<Enode> enode() {
        return Optional.ofNullable(directory).map(PeerDirectory::self);
    }
}
