import { RLP } from '@ethereumjs/rlp'
import { bytesToHex, equalsBytes } from '@ethereumjs/util'
import { keccak256 } from 'ethereum-cryptography/keccak.js'

/** Block 1 and its successors, each naming the hash of the one before it. */
export class HeaderChain {
  #genesisHash
  #headers = []
  #hashes = []
  #bodies = [] // where they are known

  constructor(genesisHash) {
    this.#genesisHash = genesisHash
  }

  get height() {
    return this.#headers.length
  }

  get headHash() {
    return this.#hashes.at(-1) ?? this.#genesisHash
  }

  /** Takes the next header, decoded; throws if its parent is not our head. */
  append(header) {
    if (!equalsBytes(header[0], this.headHash)) {
      throw new Error(`parent of header ${this.height + 1} is ${bytesToHex(header[0])}, not ${bytesToHex(this.headHash)}`)
    }
    this.#headers.push(header)
    this.#hashes.push(keccak256(RLP.encode(header)))
  }

  /** Takes the headers of a file as "geth export" writes it. */
  appendBlocks(file) {
    for (let rest = file; rest.length > 0; ) {
      const { data, remainder } = RLP.decode(rest, true)
      this.append(data[0])
      this.#bodies[this.height - 1] = data.slice(1)
      rest = remainder
    }
  }

  /** At most `amount` headers from `start` on, every `step`-th (negative: backwards), ending where the chain does. */
  slice(start, amount, step) {
    const found = []
    for (let number = start; found.length < amount && number >= 1 && number <= this.height; number += step) {
      found.push(this.#headers[number - 1])
    }
    return found
  }

  /** The header of that block of ours. */
  header(number) {
    return this.#headers[number - 1]
  }

  /** Transactions, uncles and, from Shanghai on, withdrawals; undefined if the block came without. */
  body(number) {
    return this.#bodies[number - 1]
  }

  /** The hash of that block of ours. */
  hash(number) {
    return this.#hashes[number - 1]
  }

  /** The number of the block with that hash; 0 if it is none of ours. */
  numberOf(hash) {
    return this.#hashes.findIndex((own) => equalsBytes(own, hash)) + 1
  }
}
