package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chain.Branch;
import org.jackfield.chain.StoredChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the chain as it is stored on disk. */
class StoredSyncTest {

    @TempDir
    Path folder;

    private StoredChain open(boolean byStake) throws IOException {
        Path genesis = folder.resolve("genesis.json");
        Files.writeString(genesis, Branch.genesisFile(byStake));
        return StoredChain.open(folder.resolve("chain"), Optional.of(genesis));
    }

    private static Simulation simulate(StoredChain chain) {
        return new Simulation(new StoredLedger(chain), chain);
    }

    @Test
    void storesWhatPeersHaveAndGoesOnAfterAReopening() throws IOException {
        Branch branch = Branch.genesis(true).grow(2_000, 1);
        try (StoredChain chain = open(true)) {
            Simulation simulation = simulate(chain);
            simulation.joined(Manner.HONEST, branch);
            assertTrue(simulation.run(60, () -> chain.head().number() >= 512));
        }
        try (StoredChain chain = open(true)) {
            assertTrue(chain.head().number() >= 512);
            Simulation simulation = simulate(chain);
            simulation.joined(Manner.HONEST, branch);
            simulation.joined(Manner.WRONG_BODIES, branch);
            assertTrue(simulation.reaches(branch, 60));
            for (long i = 1; i <= branch.height(); i++) {
                byte[] hash = chain.canonicalHash(i).orElseThrow();
                assertArrayEquals(branch.block(i).header().hash(), hash);
                assertArrayEquals(
                        branch.block(i).body().encoded(), chain.body(hash).orElseThrow());
                assertArrayEquals(
                        branch.receipts(i).slim(), chain.slimReceipts(hash).orElseThrow());
            }
        }
    }

    @Test
    void changesToTheOtherBranchOfATarget() throws IOException {
        Branch branch = Branch.genesis(true).grow(300, 1);
        Branch other = branch.upTo(200).grow(50, 2);
        try (StoredChain chain = open(true)) {
            Simulation simulation = simulate(chain);
            SimulatedPeer peer = simulation.joined(Manner.HONEST, branch);
            assertTrue(simulation.reaches(branch, 60));
            simulation.room.target(other.head().header().hash());
            peer.moveTo(other);
            assertTrue(simulation.reaches(other, 60));
        }
    }

    @Test
    void takesTheHeavierOfTwoChainsByWork() throws IOException {
        Branch branch = Branch.genesis(false).grow(300, 1, 2);
        Branch heavy = branch.upTo(100).grow(60, 2, 50);
        try (StoredChain chain = open(false)) {
            Simulation simulation = simulate(chain);
            simulation.peer(68, Manner.HONEST, branch).join();
            assertTrue(simulation.reaches(branch, 60));
            simulation.peer(68, Manner.HONEST, heavy).join();
            assertTrue(simulation.reaches(heavy, 60));
            SimulatedPeer liar =
                    simulation.peer(68, Manner.HONEST, heavy.upTo(160).spoil());
            liar.join();
            assertTrue(simulation.run(60, () -> liar.goneFor.isPresent()));
            assertEquals(Optional.of(DisconnectReason.SUBPROTOCOL_ERROR), liar.goneFor);
        }
    }
}
