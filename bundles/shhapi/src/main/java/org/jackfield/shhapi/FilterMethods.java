package org.jackfield.shhapi;

import java.util.Map;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;

/** Filters that callers come to fetch messages from. */
record FilterMethods(Messenger messenger) {

    Map<String, RpcMethod> methods() {
        return Map.of(
                "newMessageFilter", this::open,
                "getFilterMessages", this::drain,
                "deleteMessageFilter", this::delete);
    }

    private Object open(RpcParams params) throws RpcException {
        try {
            return messenger.collect(CriteriaFields.of(params));
        } catch (MessageException e) {
            throw RpcException.failed(e.getMessage());
        }
    }

    private Object drain(RpcParams params) throws RpcException {
        params.atMost(1);
        try {
            return messenger.drain(params.text(0)).stream().map(MessageJson::of).toList();
        } catch (MessageException e) {
            throw RpcException.failed(e.getMessage());
        }
    }

    private Object delete(RpcParams params) throws RpcException {
        params.atMost(1);
        if (!messenger.forget(params.text(0))) {
            throw RpcException.failed("Unsubscribe: Invalid ID");
        }
        return true;
    }
}
