package org.jackfield.rpc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.release.Readout;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.api.release.Releases;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code jackfield_swap}, {@code promote}, {@code rollback}, {@code releases}: which release of a bundle is in place. */
@Component
public final class ReleasesModule implements RpcModule {

    private static final Duration WATCH_TIME = Duration.ofSeconds(60);
    private static final String CANARY = "canary";
    private static final String WATCH = "watchSeconds";

    private final Releases releases;

    @Activate
    public ReleasesModule(@Reference Releases releases) {
        this.releases = releases;
    }

    @Override
    public String namespace() {
        return "jackfield";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "swap", (OperatorMethod) this::swap,
                "promote", (OperatorMethod) this::promote,
                "rollback", (OperatorMethod) this::rollback,
                "releases",
                        params -> releases.reports().stream().map(Readout::of).toList());
    }

    /** What is done to a bundle. */
    @FunctionalInterface
    private interface Order {

        ReleaseReport carryOut() throws ReleaseException;
    }

    private Object swap(RpcParams params) throws RpcException {
        String name = params.text(0);
        String file = params.text(1);
        CallOptions options = CallOptions.of(params, 2, Set.of(CANARY, WATCH));
        Optional<Double> share = options.share(CANARY);
        Optional<Duration> watch = options.seconds(WATCH);
        if (share.isPresent() && watch.isPresent()) {
            throw RpcException.invalidParams("a canary is watched as long as it stands: no " + WATCH);
        }
        if (share.isPresent() && (share.get() == 0 || share.get() == 1)) {
            throw RpcException.invalidParams(CANARY + " is not a share between 0 and 1");
        }
        Path jar = OwnJar.named(file);
        return inPlace(carryOut(() -> share.isPresent()
                ? releases.canary(name, jar, share.get())
                : releases.swap(name, jar, watch.orElse(WATCH_TIME))));
    }

    private Object promote(RpcParams params) throws RpcException {
        String name = params.text(0);
        Duration watch = CallOptions.of(params, 1, Set.of(WATCH)).seconds(WATCH).orElse(WATCH_TIME);
        return inPlace(carryOut(() -> releases.promote(name, watch)));
    }

    private Object rollback(RpcParams params) throws RpcException {
        params.atMost(1);
        String name = params.text(0);
        return Readout.of(checkStarted(carryOut(() -> releases.rollback(name))));
    }

    private static ReleaseReport carryOut(Order order) throws RpcException {
        try {
            return order.carryOut();
        } catch (ReleaseException e) {
            throw RpcException.failed(e.getMessage());
        }
    }

    private static Map<String, Object> inPlace(ReleaseReport report) throws RpcException {
        if (report.phase() == Phase.ROLLED_BACK) {
            throw RpcException.failed(report.bundle() + ' ' + report.former() + " -> " + report.next()
                    + " was rolled back: " + report.reason());
        }
        return Readout.of(checkStarted(report));
    }

    private static ReleaseReport checkStarted(ReleaseReport report) throws RpcException {
        if (report.phase() == Phase.BROKEN) {
            throw RpcException.failed(report.bundle() + ": neither " + report.next() + " nor " + report.former()
                    + " could be started: " + report.reason());
        }
        return report;
    }
}
