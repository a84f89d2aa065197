// A node on @ethereumjs/devp2p that a test drives: one command a line on standard input, one event in JSON a line on
// standard output, to the end of the input. It checks the headers of the other side, and then serves them; as
// "commanded" it asks for nothing by itself and serves its own chain, receipts and transactions.
//
// Commands. Those that need a peer go to every one; those for a session only if "commanded". BLOCKS are of the chain that
// is served: "7", "3-9", and lists of these with commas; HASHES have commas between them.
//
//   dial ENODE, drop REASON, quit        REASON is a number
//   send CODE PAYLOAD                    any message but Status, in hexadecimal, well-formed RLP
//   keep TRANSACTION                     to serve; its binary form (EIP-2718); event kept
//   announce HASHES, broadcast HASHES    of kept transactions
//   fetch HASHES                         ask; events transactions, headers, bodies, receipts
//   headers ORIGIN AMOUNT SKIP REVERSE   ORIGIN a number or a hash, REVERSE true or false
//   bodies BLOCKS
//   receipts BLOCKS
//   tell NUMBER, propagate NUMBER        of a block that is served: NewBlockHashes, NewBlock; event told, with its hash
//
// Every message that comes is an event "received"; announcements, transactions and new blocks are events of their own
// besides, as EthereumJS reads them.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createCommonFromGethGenesis } from '@ethereumjs/common'
import { ETH, RLPx } from '@ethereumjs/devp2p'
import { RLP } from '@ethereumjs/rlp'
import { bytesToHex, hexToBytes, randomBytes } from '@ethereumjs/util'
import { Answers } from './answers.mjs'
import { CommandedSession } from './commanded.mjs'
import { EthSession } from './eth.mjs'
import { emit } from './events.mjs'
import { HeaderChain } from './headers.mjs'
import { readReceipts } from './receipts.mjs'
import { TransactionPool } from './transactions.mjs'

const { values: options } = parseArgs({
  options: {
    genesis: { type: 'string' }, // file, in geth's form
    'genesis-hash': { type: 'string' },
    'head-hash': { type: 'string' },
    blocks: { type: 'string' }, // file, as "geth export" writes it: a chain to serve from the start
    receipts: { type: 'string' }, // file, as "devpeer receipts" writes it: of the chain to serve
    commanded: { type: 'boolean', default: false },
    eth: { type: 'string', default: '68' }, // versions, with commas between them: 66, 67, 68
    payloads: { type: 'string', default: 'true' }, // whether the events of messages carry them whole
    'max-peers': { type: 'string', default: '10' },
  },
})

const genesisHash = hexToBytes(options['genesis-hash'])
const genesis = JSON.parse(readFileSync(options.genesis, 'utf8'))
const common = createCommonFromGethGenesis(genesis, { chain: 'interop' })
common.setForkHashes(genesisHash)

const pool = new TransactionPool()
const eths = new Set() // of the peers whose Status is judged
const sessions = new Map() // of those, if they are commanded

const rlpx = new RLPx(randomBytes(32), {
  common,
  capabilities: options.eth.split(',').map((version) => ETH[`eth${version}`]),
  maxPeers: Number(options['max-peers']),
})

function welcome(peer) {
  const hello = peer.getHelloMessage()
  emit('connected', {
    peer: bytesToHex(peer.getId()),
    client: hello.clientId,
    version: hello.protocolVersion,
    caps: hello.capabilities.map(({ name, version }) => `${name}/${version}`),
  })
  const eth = peer.getProtocols()[0]
  const messages = [] // that arrive before the other side's Status is judged
  let session = null
  eth.events.on('message', (code, payload) => {
    report(code, payload)
    session ? handle(session, code, payload) : messages.push([code, payload])
  })
  eth.events.once('status', (status) => {
    emit('status', { version: eth.getVersion(), genesis: bytesToHex(status.genesisHash), head: bytesToHex(status.bestHash) })
    eths.add(eth)
    const blocks = chain()
    const answers = new Answers(blocks, options.receipts ? readReceipts(options.receipts, blocks) : new Map(), pool)
    if (options.commanded) {
      session = new CommandedSession(eth, { chain: blocks, answers, pool, common, genesis })
      sessions.set(eth, session)
    } else {
      session = new EthSession(eth, blocks, answers, status.bestHash)
    }
    messages.splice(0).forEach(([code, payload]) => handle(session, code, payload))
    if (!options.commanded) session.fetch().catch((error) => emit('failed', { why: error.message }))
  })
  eth.sendStatus({
    td: new Uint8Array([1]),
    bestHash: hexToBytes(options['head-hash']),
    genesisHash,
  })
}

function handle(session, code, payload) {
  try {
    session.handle(code, payload)
  } catch (error) {
    emit('failed', { why: error.stack })
  }
}

function report(code, payload) {
  const encoded = RLP.encode(payload)
  emit('received', { code, size: encoded.length, ...(options.payloads === 'true' && { payload: bytesToHex(encoded) }) })
}

function send(code, payload) {
  const content = RLP.decode(hexToBytes(payload))
  eths.forEach((eth) => eth.sendMessage(Number(code), content))
}

function chain() {
  const headers = new HeaderChain(genesisHash)
  if (options.blocks) headers.appendBlocks(readFileSync(options.blocks))
  return headers
}

function dial(enode) {
  const { username, hostname, port } = new URL(enode.replace(/^enode:/, 'http:'))
  rlpx
    .connect({ id: hexToBytes(`0x${username}`), address: hostname, tcpPort: Number(port) })
    .catch((error) => emit('refused', { why: error.message }))
}

/** A command for every session; one that fails is an event. */
function told(name) {
  return (...words) =>
    sessions.forEach((session) =>
      Promise.resolve(session[name](...words)).catch((error) => emit('failed', { why: error.stack })),
    )
}

const commands = {
  dial,
  send,
  keep: (transaction) => pool.keep(hexToBytes(transaction)),
  announce: told('announce'),
  broadcast: told('broadcast'),
  fetch: told('fetch'),
  headers: told('headers'),
  bodies: told('bodies'),
  receipts: told('receipts'),
  tell: told('tell'),
  propagate: told('propagate'),
  drop: (reason) => rlpx.getPeers().forEach((peer) => peer.disconnect(Number(reason))),
  quit: () => rlpx.destroy(),
}

rlpx.events.on('peer:added', welcome)
rlpx.events.on('peer:removed', (peer, reason, byUs) => {
  peer.getProtocols().forEach((protocol) => {
    eths.delete(protocol)
    sessions.delete(protocol)
  })
  emit('disconnected', { reason: reason ?? null, byRemote: byUs === false })
})
rlpx.events.on('peer:error', (peer, error) => emit('error', { why: String(error?.message ?? error) }))
rlpx.events.once('listening', () => {
  const { address, port } = rlpx._server.address()
  emit('listening', { enode: `enode://${bytesToHex(rlpx.id).slice(2)}@${address}:${port}` })
})
rlpx.listen(0, '127.0.0.1')

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [command, ...words] = line.split(' ')
    commands[command](...words)
  })
  .on('close', () => process.exit())
