package org.jackfield.chain;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.jackfield.api.Readiness;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store and registers {@link Chain} with {@link ChainWriter}, {@link HeadState} if there is one, and {@link
 * Readiness} either way. The services are registered by hand, because there is no chain when the store cannot be opened,
 * and that must be told and not thrown.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.jackfield.chain",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ChainConfiguration.class)
public final class ChainComponent {

    private static final Logger LOG = LoggerFactory.getLogger(ChainComponent.class);

    private static final String[] SERVICES = {Chain.class.getName(), ChainWriter.class.getName()};

    /** Last registered, first out: whoever uses the chain lets go of it before it closes. */
    private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();

    private final Optional<StoredChain> chain;

    @Activate
    public ChainComponent(BundleContext context, ChainConfiguration configuration) {
        Optional<StoredChain> opened = Optional.empty();
        Readiness readiness;
        try {
            Optional<HeadState> state = state(configuration);
            StoredChain open = open(configuration);
            opened = Optional.of(open);
            registrations.push(context.registerService(SERVICES, open, null));
            state.ifPresent(accounts -> register(context, accounts, open));
            readiness = Readiness.of("chain", () -> describe(open.head()));
            LOG.info("Chain {} open: {}", open.genesis().chainId(), readiness.text());
        } catch (IOException | InvalidPathException e) {
            LOG.warn("No chain: {}", e.getMessage());
            readiness = Readiness.failed("chain", "no chain", e.getMessage());
        }
        chain = opened;
        registrations.push(context.registerService(Readiness.class, readiness, null));
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
        chain.ifPresent(StoredChain::close);
    }

    private static StoredChain open(ChainConfiguration configuration) throws IOException {
        if (configuration.folder() == null || configuration.folder().isBlank()) {
            throw new IOException("org.jackfield.chain: folder is not set");
        }
        Path folder = Path.of(configuration.folder());
        Optional<Path> genesis = given(configuration.genesis()).map(Path::of);
        Optional<String> network = given(configuration.network());
        if (network.isEmpty()) {
            return StoredChain.open(folder, genesis, configuration.transactionIndex());
        }
        if (genesis.isPresent()) {
            throw new IOException("org.jackfield.chain: network and genesis are both set");
        }
        Network known = Network.named(network.get())
                .orElseThrow(() -> new IOException(
                        "org.jackfield.chain: network " + network.get() + " is unknown; there are " + Network.names()));
        return StoredChain.open(folder, known.genesis(), configuration.transactionIndex());
    }

    private static Optional<HeadState> state(ChainConfiguration configuration) throws IOException {
        Optional<Path> file = given(configuration.state()).map(Path::of);
        return file.isPresent() ? Optional.of(HeadState.load(file.get())) : Optional.empty();
    }

    private void register(BundleContext context, HeadState state, Chain chain) {
        BlockHeader head = chain.header(chain.head().hash()).orElseThrow();
        if (Arrays.equals(head.stateRoot(), state.root())) {
            LOG.info("{} accounts at the head of the chain known", state.size());
        } else {
            LOG.warn("The accounts of the state file are not those at the head, {}", head);
        }
        registrations.push(context.registerService(HeadState.class, state, null));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(value -> !value.isBlank());
    }

    private static String describe(ChainHead head) {
        return head.number() + " blocks, head " + Hex.brief(head.hash());
    }
}
