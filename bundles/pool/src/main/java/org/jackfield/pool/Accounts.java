package org.jackfield.pool;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jackfield.chain.Account;
import org.jackfield.chain.Address;

/**
 * What is known of senders: the state of one block, which does not move, and over it the nonces that blocks seen since have
 * used up. Guarded by the pool's lock.
 */
final class Accounts {

    /** Senders whose nonces are remembered; the ones seen longest ago are forgotten. */
    private static final int MAX_SENDERS = 1 << 16;

    private final Optional<Function<Address, Account>> state;

    private final Map<Address, Long> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Long> eldest) {
            return size() > MAX_SENDERS;
        }
    };

    /**
     * @param state accounts by address, if they are known; one with nothing in it where there is none
     */
    Accounts(Optional<Function<Address, Account>> state) {
        this.state = state;
    }

    boolean known() {
        return state.isPresent();
    }

    /** The nonce that the next transaction has to have, unsigned, if it is known. */
    OptionalLong nonce(Address sender) {
        Long next = seen.get(sender);
        if (next != null) {
            return OptionalLong.of(next);
        }
        return state.isPresent() ? OptionalLong.of(state.get().apply(sender).nonce()) : OptionalLong.empty();
    }

    Optional<BigInteger> balance(Address sender) {
        return state.map(accounts -> accounts.apply(sender).balance());
    }

    /** What a block, or taking one back, has made the next nonce. */
    void next(Address sender, long nonce) {
        seen.put(sender, nonce);
    }
}
