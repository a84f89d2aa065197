package org.jackfield.shhapi;

import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.messages.Criteria;

/** The object that says which messages are wanted: {@code symKeyID, privateKeyID, sig, minPow, topics, allowP2P}. */
final class CriteriaFields {

    private CriteriaFields() {}

    /** Of the only argument. */
    static Criteria of(RpcParams params) throws RpcException {
        params.atMost(1);
        RpcObject fields = params.object(0);
        Criteria criteria = params.read(0, value -> criteria(fields));
        if (criteria.symmetric().isPresent() == criteria.pair().isPresent()) {
            throw RpcException.failed("specify either a symmetric or an asymmetric key");
        }
        return criteria;
    }

    private static Criteria criteria(RpcObject fields) {
        Optional<String> symmetric = Values.text(fields, "symKeyID");
        return new Criteria(
                symmetric,
                Values.text(fields, "privateKeyID"),
                Values.data(fields, "sig"),
                Values.number(fields, "minPow"),
                Values.topics(fields, "topics"),
                Values.flag(fields, "allowP2P"));
    }
}
