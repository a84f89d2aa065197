package org.jackfield.pool;

import java.math.BigInteger;
import java.util.Optional;
import org.jackfield.chain.Address;
import org.jackfield.chain.Transaction;
import org.jackfield.kzg.Kzg;

/** Judges transactions as far as that needs no other transaction: slow for one, and therefore done outside of any lock. */
final class Admission {

    private final Optional<Kzg> kzg;
    private final BigInteger minTip;

    /** Changes with the head. */
    private volatile ChainRules rules;

    Admission(ChainRules rules, BigInteger minTip, Optional<Kzg> kzg) {
        this.rules = rules;
        this.minTip = minTip;
        this.kzg = kzg;
    }

    void rules(ChainRules now) {
        rules = now;
    }

    Optional<Kzg> kzg() {
        return kzg;
    }

    SidecarRules sidecars() {
        return new SidecarRules(rules.fork(), kzg);
    }

    /** Judges one with all its blobs, if it is to have blobs. */
    PooledTransaction judge(Transaction transaction) throws InvalidTransactionException {
        Address sender = new TransactionRules(rules, minTip).check(transaction);
        if (transaction.type() != Transaction.BLOB) {
            return new PooledTransaction(transaction, sender, Optional.empty());
        }
        SidecarRules sidecars = sidecars();
        sidecars.check(transaction);
        Optional<String> breach = SidecarRules.breach(transaction, true);
        if (breach.isPresent()) {
            throw new InvalidTransactionException(breach.get(), InvalidTransactionException.Kind.FORGERY);
        }
        if (!sidecars.proven(transaction.sidecar().orElseThrow())) {
            throw new InvalidTransactionException("KZG verification error", InvalidTransactionException.Kind.FORGERY);
        }
        return new PooledTransaction(transaction, sender, transaction.sidecar().map(Blobs::of));
    }

    /** Judges one whose blobs were left out: its cells are still to come. */
    PooledTransaction judgeSlim(Transaction transaction) throws InvalidTransactionException {
        Address sender = new TransactionRules(rules, minTip).check(transaction);
        sidecars().check(transaction);
        if (transaction.sidecar().orElseThrow().version() == 0) {
            throw new InvalidTransactionException("unexpected sidecar version, want: 1, got: 0");
        }
        return new PooledTransaction(transaction, sender, transaction.sidecar().map(Blobs::of));
    }
}
