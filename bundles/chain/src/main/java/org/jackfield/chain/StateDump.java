package org.jackfield.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@code geth dump} writes, token by token.
 *
 * <pre>
 *   at once       {"root": "8fcf…", "accounts": {"0x0000…": {account}, …}}
 *   iterative     {"root": "0x8fcf…"} {account} {account} …
 *
 *   account       {"balance": "121816101", "nonce": 0, "root": "0x56e8…", "codeHash": "0xc5d2…", "address": "0x0000…", …}
 * </pre>
 */
final class StateDump {

    /** A bound on memory, far above what test networks have and far below mainnet. */
    static final int MAX_ACCOUNTS = 1 << 20;

    private static final int HASH_BYTES = 32;

    private final Map<Address, Account> accounts = new HashMap<>();
    private Optional<byte[]> root = Optional.empty();

    private StateDump() {}

    /**
     * @throws IOException if it is no such dump; the message says where and what
     */
    static StateDump read(InputStream input) throws IOException {
        StateDump dump = new StateDump();
        try (JsonParser parser = JsonTree.JSON.createParser(input)) {
            while (parser.nextToken() != null) {
                dump.readObject(parser, "", true);
            }
        } catch (JsonProcessingException e) {
            throw JsonTree.complaint(e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (dump.root.isEmpty()) {
            throw new IOException("it has no state root");
        }
        return dump;
    }

    byte[] root() {
        return root.orElseThrow();
    }

    Map<Address, Account> accounts() {
        return accounts;
    }

    /**
     * @param name its key in the object around it
     * @param outer whether it may hold accounts
     */
    private void readObject(JsonParser parser, String name, boolean outer) throws IOException {
        expectObject(parser, name);
        Map<String, String> fields = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            if (outer && field.equals("accounts")) {
                readAccounts(parser);
            } else if (outer && field.equals("next") && parser.currentToken() != JsonToken.VALUE_NULL) {
                throw new IOException("it is only a part of a state: more accounts come from " + parser.getText());
            } else if (parser.currentToken().isScalarValue()) {
                // Code comes by here, too, but does not stay.
                fields.put(field, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        if (fields.containsKey("balance")) {
            add(name, fields);
        } else if (fields.containsKey("root")) {
            root = Optional.of(hash("root", fields.get("root")));
        }
    }

    private void readAccounts(JsonParser parser) throws IOException {
        expectObject(parser, "accounts");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            readObject(parser, name, false);
        }
    }

    private void add(String name, Map<String, String> fields) throws IOException {
        String text = fields.getOrDefault("address", name);
        if (text.isEmpty() || text.startsWith("pre(")) {
            throw new IOException("an account has no address: the dump was made without preimages");
        }
        Address address = Address.parse(text);
        BigInteger nonce = JsonNumber.unsigned("nonce of " + address, fields.get("nonce"));
        if (nonce.bitLength() > Long.SIZE) {
            throw new IOException("nonce of " + address + " exceeds 64 bits");
        }
        BigInteger balance = JsonNumber.unsigned("balance of " + address, fields.get("balance"));
        byte[] storage = hash("root of " + address, fields.get("root"));
        byte[] code = hash("codeHash of " + address, fields.get("codeHash"));
        accounts.put(address, Account.of(nonce.longValue(), balance, storage, code));
        if (accounts.size() > MAX_ACCOUNTS) {
            throw new IOException("it has more than " + MAX_ACCOUNTS + " accounts");
        }
    }

    private static void expectObject(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException(name.isEmpty() ? "not a JSON object" : name + " is not an object");
        }
    }

    private static byte[] hash(String name, String text) {
        byte[] hash;
        try {
            hash = Hex.bytes(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is not hexadecimal: " + text, e);
        }
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException(name + " has " + hash.length + " bytes, " + HASH_BYTES + " expected");
        }
        return hash;
    }
}
