package org.jackfield.pool;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.PeerEventListener;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainWriter;
import org.jackfield.chain.HeadState;
import org.jackfield.kzg.Kzg;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts pool and relay together and registers them; two services that are one thing inside, and therefore by hand. */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.jackfield.pool")
@Designate(ocd = PoolConfiguration.class)
public final class PoolComponent {

    private static final Logger LOG = LoggerFactory.getLogger(PoolComponent.class);
    private static final long UPKEEP_SECONDS = 60;

    private final ScheduledThreadPoolExecutor executor;
    private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();
    private final Optional<AutoCloseable> following;

    @Activate
    public PoolComponent(
            BundleContext context,
            PoolConfiguration configuration,
            @Reference Chain chain,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    ChainWriter writer,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    HeadState state,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    Kzg kzg) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "jackfield-pool");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        PoolLimits limits = PoolLimits.of(configuration);
        Timer timer = new ExecutorTimer(executor);
        Admission admission = new Admission(ChainRules.at(chain), limits.minTip(), Optional.ofNullable(kzg));
        MemoryPool pool = new MemoryPool(
                limits,
                new Accounts(Optional.ofNullable(state).map(known -> known::account)),
                admission,
                executor,
                timer::now);
        SeatedRelay relay = new SeatedRelay(
                pool, admission, timer, InstantSource.system(), new SplittableRandom(new SecureRandom().nextLong()));
        pool.hear(relay::added);
        following = Optional.ofNullable(writer)
                .map(to -> to.listen(new BlockFollower(chain, pool, admission, relay::settled, executor)));
        executor.scheduleWithFixedDelay(pool::expire, UPKEEP_SECONDS, UPKEEP_SECONDS, TimeUnit.SECONDS);
        executor.scheduleWithFixedDelay(relay::age, 5 * UPKEEP_SECONDS, 5 * UPKEEP_SECONDS, TimeUnit.SECONDS);
        registrations.push(context.registerService(TransactionPool.class, pool, null));
        registrations.push(context.registerService(
                new String[] {TransactionRelay.class.getName(), PeerEventListener.class.getName()}, relay, null));
        LOG.info(
                "Transaction pool: {}{}",
                state == null
                        ? "no accounts are known, nonces and balances are not checked"
                        : "checks nonces and balances",
                kzg == null ? "; no blob transactions" : "");
    }

    @Deactivate
    void close() throws Exception {
        registrations.forEach(ServiceRegistration::unregister);
        if (following.isPresent()) {
            following.get().close();
        }
        executor.shutdownNow();
    }

    private record ExecutorTimer(ScheduledThreadPoolExecutor executor) implements Timer {

        @Override
        public long now() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void after(long millis, Runnable task) {
            try {
                executor.schedule(task, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The pool is closing");
            }
        }
    }
}
