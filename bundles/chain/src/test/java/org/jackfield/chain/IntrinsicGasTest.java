package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrinsicGasTest {

    private static final Address TO = Address.parse("3535353535353535353535353535353535353535");

    /** Worked out by hand from the EIPs that {@link IntrinsicGas} names. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # fork, creation, zeros, others, entries, slots, authorizations, intrinsic, floor
            FRONTIER,  false,  0,   0, 0, 0, 0,  21000,     0
            FRONTIER,  true,   0,   0, 0, 0, 0,  21000,     0
            HOMESTEAD, true,   0,   0, 0, 0, 0,  53000,     0
            BYZANTIUM, false, 10,   3, 0, 0, 0,  21244,     0
            ISTANBUL,  false, 10,   3, 0, 0, 0,  21088,     0
            BERLIN,    false,  0,   0, 2, 3, 0,  31500,     0
            LONDON,    true,   1,  32, 0, 0, 0,  53516,     0
            SHANGHAI,  true,   1,  32, 0, 0, 0,  53520,     0
            SHANGHAI,  true,   0,  32, 0, 0, 0,  53514,     0
            SHANGHAI,  true,   0,   0, 0, 0, 0,  53000,     0
            SHANGHAI,  false,  1,  32, 0, 0, 0,  21516,     0
            CANCUN,    false,  0, 100, 0, 0, 0,  22600,     0
            PRAGUE,    false,  0, 100, 0, 0, 0,  22600, 25000
            PRAGUE,    false,100,   0, 0, 0, 0,  21400, 22000
            PRAGUE,    false,  0,   0, 0, 0, 3,  96000, 21000
            OSAKA,     false,  0,   1, 1, 0, 1,  48416, 21040
            """)
    void gasIsThatOfTheFork(
            Fork fork,
            boolean creation,
            int zeros,
            int others,
            int entries,
            int slots,
            int authorizations,
            long intrinsic,
            long floor) {
        TransactionDraft draft = new TransactionDraft();
        draft.type = Transaction.MARKET_FEE;
        draft.to = creation ? Optional.empty() : Optional.of(TO);
        draft.data = Hex.bytes("00".repeat(zeros) + "61".repeat(others));
        draft.accessList = entries(entries, slots);
        draft.authorizations =
                Collections.nCopies(authorizations, new Authorization(BigInteger.ZERO, TO, 0, signature()));
        Transaction transaction = draft.with(signature());
        assertEquals(intrinsic, transaction.intrinsicGas(fork));
        assertEquals(floor, transaction.floorGas(fork));
    }

    /** All slots in the first entry. */
    private static List<AccessListEntry> entries(int entries, int slots) {
        List<AccessListEntry> list = new ArrayList<>(Collections.nCopies(entries, new AccessListEntry(TO, List.of())));
        if (entries > 0) {
            list.set(0, new AccessListEntry(TO, Collections.nCopies(slots, new byte[32])));
        }
        return list;
    }

    private static Signature signature() {
        return new Signature(0, BigInteger.ONE, BigInteger.ONE);
    }
}
