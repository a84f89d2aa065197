package org.jackfield.ethapi;

import java.util.function.Consumer;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcParams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code eth_subscribe newHeads}: the header of every block that comes to the canonical chain. */
@Component
public final class NewHeadsFeed implements RpcFeed {

    private final HeadFollower heads;

    @Activate
    public NewHeadsFeed(@Reference HeadFollower heads) {
        this.heads = heads;
    }

    @Override
    public String namespace() {
        return "eth";
    }

    @Override
    public String name() {
        return "newHeads";
    }

    @Override
    public AutoCloseable subscribe(RpcParams params, Consumer<Object> notify) throws RpcException {
        params.atMost(0);
        return heads.follow(step -> {
            if (!step.removed()) {
                notify.accept(BlockJson.newHead(step.header()));
            }
        });
    }
}
