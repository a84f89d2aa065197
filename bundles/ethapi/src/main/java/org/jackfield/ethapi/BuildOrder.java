package org.jackfield.ethapi;

import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.chain.Fork;
import org.jackfield.chain.Genesis;

/**
 * {@code PayloadAttributes}: the order to build a block. None is built here; an order is only looked at for being one that the
 * version of the call takes.
 *
 * @param version of {@code engine_forkchoiceUpdated}, 1 to 4
 */
record BuildOrder(int version, RpcObject fields) {

    /** @throws RpcException with the code that the specification has for it */
    void check(Genesis genesis) throws RpcException {
        Fork fork;
        try {
            fork = genesis.forks().at(Long.MAX_VALUE, fields.quantity("timestamp"));
            fields.data("prevRandao", 32);
            fields.data("suggestedFeeRecipient", 20);
        } catch (IllegalArgumentException e) {
            throw EngineError.attributes(e.getMessage());
        }
        checkMembers(fork);
        boolean inTime = switch (version) {
            case 1 -> !fork.has(Fork.SHANGHAI);
            case 2 -> !fork.has(Fork.CANCUN);
            case 3 -> fork.has(Fork.CANCUN) && !fork.has(Fork.AMSTERDAM);
            default -> fork.has(Fork.AMSTERDAM);
        };
        if (!inTime) {
            throw EngineError.fork("forkchoiceUpdatedV" + version + " is not for payloads of " + fork);
        }
    }

    private void checkMembers(Fork fork) throws RpcException {
        boolean withdrawals = version > 2 || version == 2 && fork.has(Fork.SHANGHAI);
        check("withdrawals", withdrawals);
        check("parentBeaconBlockRoot", version > 2);
        check("slotNumber", version > 3);
        check("targetGasLimit", version > 3);
    }

    private void check(String name, boolean wanted) throws RpcException {
        if (fields.has(name) != wanted) {
            throw EngineError.attributes((wanted ? "missing " : "unexpected ") + name);
        }
    }
}
