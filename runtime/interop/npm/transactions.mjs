import { RLP } from '@ethereumjs/rlp'
import { bytesToHex } from '@ethereumjs/util'
import { keccak256 } from 'ethereum-cryptography/keccak.js'
import { emit } from './events.mjs'

export const BLOB = 3

/** Transactions to serve, in their binary form (EIP-2718); unchecked. */
export class TransactionPool {
  #byHash = new Map()

  keep(transaction) {
    const hash = bytesToHex(keccak256(withoutSidecar(transaction)))
    this.#byHash.set(hash, transaction)
    emit('kept', { hash, size: transaction.length })
  }

  /** As a list of one or none, as it goes into a message. */
  find(hash) {
    const transaction = this.#byHash.get(bytesToHex(hash))
    return transaction === undefined ? [] : [inMessage(transaction)]
  }

  /** What eth/68 tells of a transaction beforehand. */
  describe(hash) {
    const transaction = this.#byHash.get(hash)
    return { type: isLegacy(transaction) ? 0 : transaction[0], size: transaction.length }
  }
}

/** In lists of transactions legacy ones are lists and typed ones are strings (caps/eth.md, "Transaction Encoding"). */
export function inMessage(transaction) {
  return isLegacy(transaction) ? RLP.decode(transaction) : transaction
}

/** The other way round. */
export function binary(item) {
  return Array.isArray(item) ? RLP.encode(item) : item
}

function isLegacy(transaction) {
  return transaction[0] >= 0xc0
}

/** What is hashed: a blob transaction in its network form has the transaction itself as its first item (EIP-4844). */
export function withoutSidecar(transaction) {
  if (transaction[0] !== BLOB) return transaction
  const [inner] = RLP.decode(transaction.subarray(1))
  return Array.isArray(inner) ? new Uint8Array([BLOB, ...RLP.encode(inner)]) : transaction
}
