package org.jackfield.chain;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Genesis files in geth's {@code genesis.json} format. Block 0 is not in the file: its state root is computed from the
 * accounts in {@code alloc}, its fork-dependent fields follow from {@code config}. Beyond geth, a file may have a {@code
 * stateRoot} in the place of {@code alloc}: the accounts of a public network would fill megabytes, and are not needed.
 *
 * @param alloc the accounts of block 0, as far as they are known
 */
record GenesisFile(Genesis genesis, Map<Address, Account> alloc) {

    /** EIP-1559, INITIAL_BASE_FEE. */
    private static final BigInteger INITIAL_BASE_FEE = BigInteger.valueOf(1_000_000_000);
    /** EIP-7685: SHA-256 of nothing, the hash of no requests. */
    private static final byte[] NO_REQUESTS =
            Hex.bytes("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    /**
     * @throws IOException with one line that names the file and what is wrong with it
     */
    static GenesisFile read(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return read(input);
        } catch (NoSuchFileException e) {
            throw new IOException("genesis file " + file + ": no such file", e);
        } catch (IOException e) {
            throw new IOException("genesis file " + file + ": " + e.getMessage(), e);
        }
    }

    static GenesisFile read(InputStream input) throws IOException {
        Map<String, Object> file = JsonTree.read(input);
        try {
            return of(present(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What is null is left out, as geth itself writes it. */
    private static Map<String, Object> present(Map<String, Object> fields) {
        Map<String, Object> present = new LinkedHashMap<>(fields);
        present.values().removeIf(Objects::isNull);
        return present;
    }

    private static GenesisFile of(Map<String, Object> file) {
        Map<String, Object> config = object("config", file.get("config"));
        long timestamp = JsonNumber.nonNegative("timestamp", file.getOrDefault("timestamp", 0));
        ForkSchedule forks = ForkSchedule.of(config, timestamp);
        boolean rootOnly = file.get("alloc") == null && file.get("stateRoot") != null;
        Map<Address, Account> alloc = rootOnly ? Map.of() : alloc(object("alloc", file.get("alloc")));
        byte[] stateRoot = rootOnly ? bytes(file, "stateRoot", 32) : Account.stateRoot(alloc);
        BlockHeader header = header(file, timestamp, forks, stateRoot);
        long chainId = JsonNumber.nonNegative("config.chainId", config.getOrDefault("chainId", 0));
        Genesis genesis = new Genesis(header, chainId, config, forks, new ForkIds(header.hash(), forks));
        return new GenesisFile(genesis, alloc);
    }

    private static BlockHeader header(Map<String, Object> file, long timestamp, ForkSchedule forks, byte[] stateRoot) {
        HeaderDraft draft = new HeaderDraft();
        draft.stateRoot = stateRoot;
        draft.timestamp = timestamp;
        draft.parentHash = bytes(file, "parentHash", 32);
        draft.beneficiary = bytes(file, "coinbase", 20);
        draft.mixHash = bytes(file, "mixHash", 32);
        draft.nonce = nonce(file.getOrDefault("nonce", 0));
        draft.extraData = hex("extraData", file.getOrDefault("extraData", ""));
        draft.number = JsonNumber.nonNegative("number", file.getOrDefault("number", 0));
        draft.gasUsed = JsonNumber.nonNegative("gasUsed", file.getOrDefault("gasUsed", 0));
        draft.gasLimit = JsonNumber.nonNegative("gasLimit", required(file, "gasLimit"));
        draft.difficulty = JsonNumber.unsigned("difficulty", required(file, "difficulty"));
        addForkFields(draft, file, forks);
        if (draft.number != 0) {
            throw new IllegalArgumentException("number of the genesis block is " + draft.number + ", not 0");
        }
        return draft.header();
    }

    private static void addForkFields(HeaderDraft draft, Map<String, Object> file, ForkSchedule forks) {
        if (!forks.london(0)) {
            return;
        }
        draft.baseFee =
                Optional.of(JsonNumber.unsigned("baseFeePerGas", file.getOrDefault("baseFeePerGas", INITIAL_BASE_FEE)));
        if (!forks.shanghai(draft.timestamp)) {
            return;
        }
        draft.withdrawalsRoot = Optional.of(TrieRoot.EMPTY);
        if (!forks.cancun(draft.timestamp)) {
            return;
        }
        draft.blobGasUsed = Optional.of(JsonNumber.nonNegative("blobGasUsed", file.getOrDefault("blobGasUsed", 0)));
        draft.excessBlobGas =
                Optional.of(JsonNumber.nonNegative("excessBlobGas", file.getOrDefault("excessBlobGas", 0)));
        draft.parentBeaconRoot = Optional.of(new byte[32]);
        if (forks.prague(draft.timestamp)) {
            draft.requestsHash = Optional.of(NO_REQUESTS);
        }
        if (forks.amsterdam(draft.timestamp)) {
            // The access list of a block that touches nothing is the empty list, as is that of its ommers.
            draft.blockAccessListHash = Optional.of(HeaderDraft.NO_OMMERS);
            draft.slotNumber = Optional.of(JsonNumber.nonNegative("slotNumber", file.getOrDefault("slotNumber", 0)));
        }
    }

    private static Map<Address, Account> alloc(Map<String, Object> entries) {
        Map<Address, Account> alloc = new HashMap<>();
        entries.forEach((address, account) -> {
            try {
                alloc.put(Address.parse(address), account(present(object("the account", account))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("alloc of " + address + ": " + e.getMessage(), e);
            }
        });
        return alloc;
    }

    private static Account account(Map<String, Object> fields) {
        Map<BigInteger, BigInteger> storage = new HashMap<>();
        object("storage", fields.getOrDefault("storage", Map.of()))
                .forEach((slot, value) -> storage.put(word("slot", slot), word("storage", value)));
        return Account.of(
                JsonNumber.nonNegative("nonce", fields.getOrDefault("nonce", 0)),
                JsonNumber.unsigned("balance", fields.getOrDefault("balance", 0)),
                hex("code", fields.getOrDefault("code", "")),
                storage);
    }

    private static BigInteger word(String name, Object value) {
        String text = String.valueOf(value);
        return JsonNumber.unsigned(name, text.startsWith("0x") ? text : "0x" + text);
    }

    /** Eight bytes as geth reads them: a number, whatever the count of digits. */
    private static byte[] nonce(Object value) {
        BigInteger number = JsonNumber.unsigned("nonce", value);
        if (number.bitLength() > Long.SIZE) {
            throw new IllegalArgumentException("nonce exceeds 64 bits: " + value);
        }
        return ByteBuffer.allocate(Long.BYTES).putLong(0, number.longValue()).array();
    }

    private static byte[] bytes(Map<String, Object> file, String name, int length) {
        if (file.get(name) == null) {
            return new byte[length];
        }
        byte[] bytes = hex(name, file.get(name));
        if (bytes.length != length) {
            throw new IllegalArgumentException(name + " has " + bytes.length + " bytes, " + length + " expected");
        }
        return bytes;
    }

    private static byte[] hex(String name, Object value) {
        try {
            return Hex.bytes(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is not hexadecimal: " + e.getMessage(), e);
        }
    }

    private static Object required(Map<String, Object> file, String name) {
        if (file.get(name) == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return file.get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(String name, Object value) {
        if (!(value instanceof Map)) {
            throw new IllegalArgumentException(name + (value == null ? " is missing" : " is not an object"));
        }
        return (Map<String, Object>) value;
    }
}
