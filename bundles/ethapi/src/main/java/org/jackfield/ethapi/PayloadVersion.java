package org.jackfield.ethapi;

import java.util.EnumSet;
import java.util.Set;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.chain.Fork;
import org.jackfield.chain.Genesis;

/**
 * The versions of {@code engine_newPayload}: what each must have and must not have, and for which forks it is
 * (execution-apis src/engine, paris.md to amsterdam.md).
 */
enum PayloadVersion {
    V1(EnumSet.range(Fork.FRONTIER, Fork.LONDON)),
    V2(EnumSet.range(Fork.FRONTIER, Fork.SHANGHAI)),
    V3(EnumSet.of(Fork.CANCUN)),
    V4(EnumSet.of(Fork.PRAGUE, Fork.OSAKA)),
    V5(EnumSet.of(Fork.AMSTERDAM));

    private final Set<Fork> forks;

    PayloadVersion(Set<Fork> forks) {
        this.forks = forks;
    }

    /** How many arguments a call has. */
    int arguments() {
        return compareTo(V3) < 0 ? 1 : this == V3 ? 3 : 4;
    }

    boolean has(PayloadVersion other) {
        return compareTo(other) >= 0;
    }

    /** @throws RpcException with the code that the specification has for it */
    void check(PayloadBlock call, Genesis genesis) throws RpcException {
        Payload payload = call.payload();
        Fork fork = genesis.forks().at(payload.number(), payload.timestamp());
        if (this == V1) {
            absent(payload.withdrawals().isPresent(), "withdrawals not supported in V1");
            absent(
                    payload.blobGasUsed().isPresent() || payload.excessBlobGas().isPresent(),
                    "blob gas not supported in V1");
        } else if (this == V2) {
            checkV2(payload, fork);
        } else {
            checkV3(call);
            checkLater(call);
        }
        if (!forks.contains(fork)) {
            throw EngineError.fork("newPayload" + this + " is not for payloads of " + fork);
        }
    }

    private static void checkV2(Payload payload, Fork fork) throws RpcException {
        absent(fork.has(Fork.CANCUN), "can't use newPayloadV2 post-cancun");
        boolean shanghai = fork.has(Fork.SHANGHAI);
        present(!shanghai || payload.withdrawals().isPresent(), "nil withdrawals post-shanghai");
        absent(!shanghai && payload.withdrawals().isPresent(), "non-nil withdrawals pre-shanghai");
        absent(payload.excessBlobGas().isPresent(), "non-nil excessBlobGas pre-cancun");
        absent(payload.blobGasUsed().isPresent(), "non-nil blobGasUsed pre-cancun");
    }

    private static void checkV3(PayloadBlock call) throws RpcException {
        present(call.payload().withdrawals().isPresent(), "nil withdrawals post-shanghai");
        present(call.payload().excessBlobGas().isPresent(), "nil excessBlobGas post-cancun");
        present(call.payload().blobGasUsed().isPresent(), "nil blobGasUsed post-cancun");
        present(call.versionedHashes().isPresent(), "nil versionedHashes post-cancun");
        present(call.parentBeaconRoot().isPresent(), "nil beaconRoot post-cancun");
    }

    private void checkLater(PayloadBlock call) throws RpcException {
        Payload payload = call.payload();
        if (this == V5) {
            present(payload.slotNumber().isPresent(), "nil slotnumber post-amsterdam");
            present(payload.blockAccessList().isPresent(), "missing block access list post-amsterdam");
        } else {
            absent(payload.slotNumber().isPresent(), "slotNumber not supported pre-amsterdam");
            absent(payload.blockAccessList().isPresent(), "block access list not supported pre-amsterdam");
        }
        if (has(V4)) {
            present(call.requests().isPresent(), "nil executionRequests post-prague");
            checkRequests(call);
        }
    }

    /** EIP-7685: each has a type and something behind it, types rise. */
    private static void checkRequests(PayloadBlock call) throws RpcException {
        int last = -1;
        for (byte[] request : call.requests().orElseThrow()) {
            present(request.length > 1, "empty execution request");
            int type = request[0] & 0xff;
            present(type > last, "execution requests out of order");
            last = type;
        }
    }

    private static void present(boolean holds, String complaint) throws RpcException {
        if (!holds) {
            throw EngineError.params(complaint);
        }
    }

    private static void absent(boolean there, String complaint) throws RpcException {
        present(!there, complaint);
    }
}
