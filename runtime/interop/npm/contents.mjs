import { createBlob4844TxFromRLP, createTxFromRLP } from '@ethereumjs/tx'
import { RLP } from '@ethereumjs/rlp'
import { bigIntToHex, bytesToHex, commitmentsToVersionedHashes } from '@ethereumjs/util'
import { BLOB, withoutSidecar } from './transactions.mjs'

// Blobs are not verified here: reading what is signed asks for a KZG library all the same.
const NO_KZG = {}

/** All that @ethereumjs/tx reads in a transaction as it is on the wire, with the names and forms of JSON-RPC. */
export function contentOf(transaction, common) {
  if (transaction[0] !== BLOB) return named(createTxFromRLP(transaction, { common }))
  const withKzg = common.copy()
  withKzg.customCrypto = { ...common.customCrypto, kzg: NO_KZG }
  const signed = createBlob4844TxFromRLP(withoutSidecar(transaction), { common: withKzg })
  return { ...named(signed), ...sidecarOf(transaction, signed) }
}

function named(tx) {
  const { gasLimit, data, v, yParity, authorizationList, ...rest } = tx.toJSON()
  return {
    ...rest,
    ...(authorizationList && { authorizationList: authorizationList.map(withQuantities) }),
    gas: gasLimit,
    input: data,
    v,
    ...(tx.type > 0 && { yParity: v }),
    hash: bytesToHex(tx.hash()),
    from: tx.getSenderAddress().toString(),
  }
}

/** Without the leading zeros that EthereumJS leaves. */
function withQuantities({ address, ...numbers }) {
  const quantities = Object.entries(numbers).map(([name, hex]) => [name, bigIntToHex(BigInt(hex === '0x' ? 0 : hex))])
  return { address, ...Object.fromEntries(quantities) }
}

/** The layout of EIP-7594; commitments must be those that are signed. */
function sidecarOf(transaction, signed) {
  const [, version, blobs, commitments, proofs] = RLP.decode(transaction.subarray(1))
  const hashes = commitmentsToVersionedHashes(commitments.map((each) => bytesToHex(each)))
  if (version[0] !== 1 || String(hashes) !== String(signed.blobVersionedHashes) || proofs.length !== 128 * blobs.length) {
    throw new Error(`sidecar of version ${version} with ${blobs.length} blobs and ${proofs.length} proofs does not fit`)
  }
  return { commitments: commitments.length, blobs: blobs.length }
}
