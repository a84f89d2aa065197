import { RLP } from '@ethereumjs/rlp'
import { bytesToHex } from '@ethereumjs/util'
import { keccak256 } from 'ethereum-cryptography/keccak.js'
import { emit } from './events.mjs'

const BLOB = 3

/** Transactions to serve, in their binary form (EIP-2718); unchecked. */
export class TransactionPool {
  #byHash = new Map()

  keep(transaction) {
    const legacy = transaction[0] >= 0xc0
    const hash = bytesToHex(keccak256(withoutSidecar(transaction)))
    this.#byHash.set(hash, legacy ? RLP.decode(transaction) : transaction)
    emit('kept', { hash, size: transaction.length })
  }

  /** As a list of one or none, as it goes into a message. */
  find(hash) {
    const transaction = this.#byHash.get(bytesToHex(hash))
    return transaction === undefined ? [] : [transaction]
  }
}

/** What is hashed: a blob transaction in its network form has the transaction itself as its first item (EIP-4844). */
function withoutSidecar(transaction) {
  if (transaction[0] !== BLOB) return transaction
  const [inner] = RLP.decode(transaction.subarray(1))
  return Array.isArray(inner) ? new Uint8Array([BLOB, ...RLP.encode(inner)]) : transaction
}
