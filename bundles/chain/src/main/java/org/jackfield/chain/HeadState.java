package org.jackfield.chain;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The accounts at some block, without their code and storage: what judging transactions needs. A service, if a node was
 * given a file of them. It does not change as the chain goes on. For any thread.
 */
public final class HeadState {

    private static final Account NONE = Account.plain(0, BigInteger.ZERO);

    private final byte[] root;
    private final Map<Address, Account> accounts;

    private HeadState(byte[] root, Map<Address, Account> accounts) {
        this.root = root;
        this.accounts = accounts;
    }

    /**
     * Reads a file as {@code geth dump} writes it, in one JSON object or with one object a line ({@code --iterative}).
     * Code and storage are passed over as they are read; some 300 bytes of memory remain of an account.
     *
     * @throws IOException with one line that names the file and what is wrong: it is malformed, holds more than {@value
     *     StateDump#MAX_ACCOUNTS} accounts, or they do not make up its state root
     */
    public static HeadState load(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return read(input);
        } catch (NoSuchFileException e) {
            throw new IOException("state file " + file + ": no such file", e);
        } catch (IOException e) {
            throw new IOException("state file " + file + ": " + e.getMessage(), e);
        }
    }

    static HeadState read(InputStream input) throws IOException {
        StateDump dump = StateDump.read(input);
        byte[] actual = Account.stateRoot(dump.accounts());
        if (!Arrays.equals(actual, dump.root())) {
            throw new IOException("its accounts make up the state root " + Hex.text(actual) + ", not its "
                    + Hex.text(dump.root()) + ": some are missing or wrong");
        }
        return new HeadState(dump.root(), dump.accounts());
    }

    /** The state root of the block that these accounts are of; not to be changed. */
    public byte[] root() {
        return root;
    }

    /** How many accounts there are. */
    public int size() {
        return accounts.size();
    }

    /** The account of that address; one with nothing in it if there is none. */
    public Account account(Address address) {
        return accounts.getOrDefault(address, NONE);
    }
}
