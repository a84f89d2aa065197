package org.jackfield.pool;

import static org.jackfield.pool.Samples.CHAIN;
import static org.jackfield.pool.Samples.draft;
import static org.jackfield.pool.Samples.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jackfield.chain.Address;
import org.jackfield.chain.Fork;
import org.jackfield.chain.Transaction;
import org.jackfield.chain.TransactionDraft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionRulesTest {

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(Fork.PRAGUE, "oversized data", draft -> {
                    draft.data = new byte[TransactionRules.MAX_BYTES];
                    draft.gasLimit = 5_000_000;
                }),
                refusal(Fork.ISTANBUL, "transaction type not supported", draft -> draft.type = Transaction.ACCESS_LIST),
                refusal(Fork.BERLIN, "transaction type not supported", draft -> {}),
                refusal(Fork.CANCUN, "transaction type not supported", draft -> draft.type = Transaction.SET_CODE),
                refusal(
                        Fork.PRAGUE,
                        "invalid chain id for signer: have 1 want 1337",
                        draft -> draft.chainId = Optional.of(BigInteger.ONE)),
                refusal(Fork.SHANGHAI, "max initcode size exceeded", draft -> {
                    draft.to = Optional.empty();
                    draft.data = new byte[49_153];
                    draft.gasLimit = 5_000_000;
                }),
                refusal(Fork.OSAKA, "transaction gas limit too high", draft -> draft.gasLimit = (1 << 24) + 1),
                refusal(Fork.PRAGUE, "exceeds block gas limit", draft -> draft.gasLimit = 30_000_001),
                refusal(
                        Fork.PRAGUE,
                        "intrinsic gas too low: gas 20999, minimum needed 21000",
                        draft -> draft.gasLimit = 20_999),
                refusal(Fork.PRAGUE, "insufficient gas for floor data gas cost", draft -> {
                    draft.data = new byte[1000];
                    draft.gasLimit = 25_500;
                }),
                refusal(
                        Fork.PRAGUE,
                        "max priority fee per gas higher",
                        draft -> draft.maxFee = draft.maxTip.subtract(BigInteger.ONE)),
                refusal(Fork.PRAGUE, "transaction gas price below minimum", draft -> draft.maxTip = BigInteger.ZERO));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refusals")
    void refuses(Fork fork, String reason, Consumer<TransactionDraft> fault) {
        TransactionDraft draft = draft(0, 1);
        fault.accept(draft);
        InvalidTransactionException refusal = assertThrows(
                InvalidTransactionException.class, () -> rules(fork).check(draft.signed(key(1))));
        assertTrue(refusal.getMessage().startsWith(reason), refusal.getMessage());
    }

    @Test
    void tellsWhoSentIt() throws InvalidTransactionException {
        assertEquals(Address.ofKey(key(1)), rules(Fork.PRAGUE).check(draft(0, 1).signed(key(1))));
    }

    @Test
    void takesALegacyTransactionForAnyChain() throws InvalidTransactionException {
        TransactionDraft draft = draft(0, 1);
        draft.type = Transaction.LEGACY;
        draft.chainId = Optional.empty();
        assertEquals(Address.ofKey(key(1)), rules(Fork.FRONTIER).check(draft.signed(key(1))));
    }

    private static Arguments refusal(Fork fork, String reason, Consumer<TransactionDraft> fault) {
        return Arguments.of(fork, reason, fault);
    }

    private static TransactionRules rules(Fork fork) {
        return new TransactionRules(new ChainRules(CHAIN, fork, 30_000_000), BigInteger.ONE);
    }
}
