package org.jackfield.shhapi;

import java.util.function.Consumer;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.messages.Criteria;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;

/** {@code shh_subscribe messages}: every message as it comes. A symmetric key needs topics here, as go-ethereum has it. */
record MessagesFeed(String namespace, Messenger messenger) implements RpcFeed {

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public AutoCloseable subscribe(RpcParams params, Consumer<Object> notify) throws RpcException {
        Criteria criteria = CriteriaFields.of(params);
        if (criteria.symmetric().isPresent() && criteria.topics().isEmpty()) {
            throw RpcException.failed("missing topic(s)");
        }
        try {
            return messenger.listen(criteria, message -> notify.accept(MessageJson.of(message)));
        } catch (MessageException e) {
            throw RpcException.failed(e.getMessage());
        }
    }
}
