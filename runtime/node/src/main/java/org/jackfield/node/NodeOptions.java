package org.jackfield.node;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the command line says; an option not given is empty. */
final class NodeOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder: key, chain, plugins, settings, logs (default: ~/.jackfield).")
    Optional<Path> data = Optional.empty();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where peers connect, port 0 takes any (default: 127.0.0.1:30303).")
    Optional<String> listen = Optional.empty();

    @Option(
            names = "--rpc",
            paramLabel = "HOST:PORT|off",
            description = "Where JSON-RPC is served (default: 127.0.0.1:8545).")
    Optional<String> rpc = Optional.empty();

    @Option(
            names = "--ws",
            paramLabel = "HOST:PORT",
            description = "Where JSON-RPC is served over WebSocket, subscriptions included (default: nowhere).")
    Optional<String> ws = Optional.empty();

    @Option(
            names = "--engine",
            paramLabel = "HOST:PORT",
            description = "Where a consensus client calls the engine API (default: nowhere).")
    Optional<String> engine = Optional.empty();

    @Option(
            names = "--bzz",
            paramLabel = "HOST:PORT|off",
            description = "Where swarm's content is served over HTTP (default: 127.0.0.1:8500, if it is free).")
    Optional<String> bzz = Optional.empty();

    @Option(
            names = "--jwt-secret",
            paramLabel = "FILE",
            description =
                    "The secret shared with the consensus client, 64 hexadecimal digits (default: jwtsecret in the"
                            + " data folder, made if missing).")
    Optional<Path> jwtSecret = Optional.empty();

    @Option(
            names = "--eth.target",
            paramLabel = "HASH",
            description = "Hash of a block that you vouch for: the chain is synced to it (default: none).")
    Optional<String> target = Optional.empty();

    @Option(
            names = "--genesis",
            paramLabel = "FILE",
            description = "Genesis file of the chain (default: an embedded development chain).")
    Optional<Path> genesis = Optional.empty();

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "Public network to be on: mainnet, sepolia, hoodi or holesky (default: the genesis file's).")
    Optional<String> network = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Accounts at the head of the chain, as geth dump writes them: transactions are checked against them.")
    Optional<Path> state = Optional.empty();

    @Option(
            names = "--network-id",
            paramLabel = "N",
            description = "Network id that eth announces (default: the chain id).")
    Optional<Long> networkId = Optional.empty();

    @Option(
            names = "--node-key",
            paramLabel = "FILE",
            description =
                    "The node's key, 64 hexadecimal digits (default: nodekey in the data folder, made if missing).")
    Optional<Path> nodeKey = Optional.empty();

    @Option(
            names = "--shh.password",
            paramLabel = "FILE",
            description = "The password of the keys of whisper's messages (default: one made and kept beside them).")
    Optional<Path> shhPassword = Optional.empty();

    @Option(
            names = "--shh.pow",
            paramLabel = "P",
            description = "Least proof of work that is asked of whisper's envelopes (default: 0.2).")
    Optional<Double> shhPow = Optional.empty();

    @Option(names = "--shh.light", description = "Take whisper's envelopes and relay none.")
    boolean shhLight;

    @Option(
            names = "--shh.mailserver",
            paramLabel = "FILE",
            description = "Archive whisper's envelopes for others; the password that they ask with is in FILE.")
    Optional<Path> shhMailserver = Optional.empty();

    @Option(names = "--no-shell", description = "No prompt: run until SIGTERM.")
    boolean noShell;

    @Option(
            names = "-c",
            paramLabel = "'COMMANDS'",
            description = "Run shell commands and exit: 0, or 1 if one of them failed.")
    Optional<String> commands = Optional.empty();
}
