package org.jackfield.chain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The public networks that are known without a genesis file. Their network ids are their chain ids. Schedules are those
 * of go-ethereum's params/config.go of August 2026.
 */
public enum Network {
    MAINNET,
    SEPOLIA,
    HOODI,
    HOLESKY;

    /** The network of that name, in lower case. */
    public static Optional<Network> named(String name) {
        return Arrays.stream(values())
                .filter(network -> network.toString().equals(name))
                .findFirst();
    }

    /** All names in one line. */
    static String names() {
        return Arrays.stream(values()).map(Network::toString).collect(Collectors.joining(", "));
    }

    public Genesis genesis() {
        try (InputStream input = Network.class.getResourceAsStream(this + ".json")) {
            return GenesisFile.read(input).genesis();
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in genesis of " + this + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
