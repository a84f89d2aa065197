package org.jackfield.ethapi;

import java.util.Map;
import java.util.function.Consumer;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Chain;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code eth_subscribe logs}: every log of a block that comes to the canonical chain, and again, as removed, if the block leaves
 * it. Only of blocks whose receipts are here.
 */
@Component
public final class LogsFeed implements RpcFeed {

    private static final Logger LOG = LoggerFactory.getLogger(LogsFeed.class);

    private final HeadFollower heads;
    private final LogSearch search;

    @Activate
    public LogsFeed(@Reference HeadFollower heads, @Reference Chain chain, @Reference Finality finality) {
        this.heads = heads;
        this.search = new LogSearch(new Blocks(chain, finality), HeadFollower.MAX_BLOCKS, Integer.MAX_VALUE);
    }

    @Override
    public String namespace() {
        return "eth";
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public AutoCloseable subscribe(RpcParams params, Consumer<Object> notify) throws RpcException {
        Arguments arguments = Arguments.of(params, 1);
        Map<?, ?> query = arguments.has(0) ? arguments.object(0).members() : Map.of();
        LogFilter filter = arguments.has(0) ? arguments.parse(0, value -> LogFilter.of(query)) : LogFilter.of(query);
        return heads.follow(step -> tell(step, filter, notify));
    }

    private void tell(HeadFollower.Step step, LogFilter filter, Consumer<Object> notify) {
        try {
            search.logs(step.header(), filter, step.removed()).forEach(notify);
        } catch (RpcException e) {
            LOG.debug("No logs told: {}", e.getMessage());
        }
    }
}
