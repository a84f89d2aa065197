package org.jackfield.chain;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a transaction says it will touch (EIP-2930): {@code [address, [slot₁: B_32, ...]]}.
 *
 * @param slots of the account's storage, 32 bytes each, not to be changed
 */
public record AccessListEntry(Address address, List<byte[]> slots) {

    private static final int SLOT_BYTES = 32;

    public AccessListEntry {
        slots = List.copyOf(slots);
    }

    static List<AccessListEntry> readList(RlpReader items) throws RlpException {
        List<AccessListEntry> entries = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            RlpReader fields = list.readList();
            Address address = Address.of(fields.readBytes(Address.BYTES));
            entries.add(new AccessListEntry(address, readSlots(fields.readList())));
            fields.finish();
        }
        return List.copyOf(entries);
    }

    static void writeList(List<AccessListEntry> entries, RlpWriter out) {
        out.beginList();
        for (AccessListEntry entry : entries) {
            out.beginList().write(entry.address().bytes()).beginList();
            entry.slots().forEach(out::write);
            out.endList().endList();
        }
        out.endList();
    }

    private static List<byte[]> readSlots(RlpReader list) throws RlpException {
        List<byte[]> slots = new ArrayList<>();
        while (list.hasNext()) {
            slots.add(list.readBytes(SLOT_BYTES));
        }
        return slots;
    }
}
