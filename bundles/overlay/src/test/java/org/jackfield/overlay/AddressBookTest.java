package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressBookTest {

    private static final int BIN = 3;
    private final AddressBook book = new AddressBook(Fixtures.overlay(0));

    @Test
    void tellsNewsFromWhatItKnows() {
        SwarmAddress node = node(1);
        assertTrue(book.tell(node, 0));
        assertFalse(book.tell(node, 0));
        SwarmAddress moved = new SwarmAddress(node.overlay(), Fixtures.enode(9).toString(), Services.FULL);
        assertTrue(book.tell(moved, 0));
        assertEquals(List.of(moved), book.worthKeeping());
    }

    @Test
    void doesNotTakeHearsayOfWhoIsConnected() {
        SwarmAddress node = node(1);
        book.connected(node, 0);
        assertFalse(book.tell(new SwarmAddress(node.overlay(), Fixtures.enode(9).toString(), Services.FULL), 0));
        assertEquals(List.of(node), book.worthKeeping());
    }

    @Test
    void aFullBinTakesNobodyInPlaceOfThoseWhoWereNotCalled() {
        fill();
        assertFalse(book.tell(node(100), 0));
        assertEquals(AddressBook.BIN_CAPACITY, book.size());
        assertTrue(book.tell(Fixtures.node(Fixtures.overlay("1", 100)), 0), "others have room");
    }

    @Test
    void aFullBinDropsWhoWasCalledMostInVain() {
        fill();
        called(7, 1);
        called(8, 3);
        called(9, 2);
        assertTrue(book.tell(node(100), 0));
        assertFalse(knows(8));
        assertEquals(AddressBook.BIN_CAPACITY, book.size());
    }

    @Test
    void whoIsConnectedHasAPlaceInAFullBinAndKeepsIt() {
        fill();
        book.connected(node(100), 0);
        assertEquals(AddressBook.BIN_CAPACITY, book.size());
        IntStream.range(1, 80).mapToObj(AddressBookTest::node).forEach(node -> book.connected(node, 0));
        assertTrue(knows(100));
        IntStream.range(1, 80).forEach(last -> assertTrue(knows(last)));
    }

    @Test
    void keepsThoseConnectedFirstAndNobodyWhoNeverAnswered() {
        book.tell(node(1), 0);
        book.tell(node(2), 0);
        book.connected(node(3), 0);
        called(2, 42);
        assertEquals(List.of(node(3), node(1)), book.worthKeeping());
    }

    private void fill() {
        IntStream.rangeClosed(1, AddressBook.BIN_CAPACITY)
                .mapToObj(AddressBookTest::node)
                .forEach(node -> book.tell(node, 0));
    }

    private void called(int last, int times) {
        KnownNode node = book.nodes(BIN).stream()
                .filter(known -> known.address.equals(node(last)))
                .findFirst()
                .orElseThrow();
        IntStream.range(0, times).forEach(call -> node.called());
    }

    private boolean knows(int last) {
        return book.nodes(BIN).stream().anyMatch(known -> known.address.equals(node(last)));
    }

    private static SwarmAddress node(int last) {
        return Fixtures.node(Fixtures.overlay("0001", last));
    }
}
