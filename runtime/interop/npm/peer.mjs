// A node on @ethereumjs/devp2p that a test drives: one command a line on standard input, one event in JSON a line on
// standard output, to the end of the input. It speaks eth/68, checks the headers of the other side, and then serves them.
//
// Commands: "dial ENODE", "drop REASON" (every peer, REASON a number), "quit".

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createCommonFromGethGenesis } from '@ethereumjs/common'
import { ETH, RLPx } from '@ethereumjs/devp2p'
import { bytesToHex, hexToBytes, randomBytes } from '@ethereumjs/util'
import { EthSession } from './eth.mjs'
import { emit } from './events.mjs'
import { HeaderChain } from './headers.mjs'

const { values: options } = parseArgs({
  options: {
    genesis: { type: 'string' }, // file, in geth's form
    'genesis-hash': { type: 'string' },
    'head-hash': { type: 'string' },
    blocks: { type: 'string' }, // file, as "geth export" writes it: a chain to serve from the start
    'max-peers': { type: 'string', default: '10' },
  },
})

const genesisHash = hexToBytes(options['genesis-hash'])
const common = createCommonFromGethGenesis(JSON.parse(readFileSync(options.genesis, 'utf8')), { chain: 'interop' })
common.setForkHashes(genesisHash)

const rlpx = new RLPx(randomBytes(32), {
  common,
  capabilities: [ETH.eth68],
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
  eth.events.on('message', (code, payload) => (session ? session.handle(code, payload) : messages.push([code, payload])))
  eth.events.once('status', (status) => {
    emit('status', { genesis: bytesToHex(status.genesisHash), head: bytesToHex(status.bestHash) })
    session = new EthSession(eth, chain(), status.bestHash)
    messages.splice(0).forEach(([code, payload]) => session.handle(code, payload))
    session.fetch().catch((error) => emit('failed', { why: error.message }))
  })
  eth.sendStatus({
    td: new Uint8Array([1]),
    bestHash: hexToBytes(options['head-hash']),
    genesisHash,
  })
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

const commands = {
  dial,
  drop: (reason) => rlpx.getPeers().forEach((peer) => peer.disconnect(Number(reason))),
  quit: () => rlpx.destroy(),
}

rlpx.events.on('peer:added', welcome)
rlpx.events.on('peer:removed', (peer, reason, byUs) => emit('disconnected', { reason: reason ?? null, byRemote: byUs === false }))
rlpx.events.on('peer:error', (peer, error) => emit('error', { why: String(error?.message ?? error) }))
rlpx.events.once('listening', () => {
  const { address, port } = rlpx._server.address()
  emit('listening', { enode: `enode://${bytesToHex(rlpx.id).slice(2)}@${address}:${port}` })
})
rlpx.listen(0, '127.0.0.1')

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [command, argument] = line.split(' ', 2)
    commands[command](argument)
  })
  .on('close', () => process.exit())
