module jackfield/interop/swarm

go 1.25.0

// Of the root package alone, which is not used here; the proxy answers 403 for it.
exclude github.com/rnsdomains/rns-go-lib v0.0.0-20191114120302-3505575b0b8f

require (
	github.com/ethereum/go-ethereum v1.9.2
	github.com/ethersphere/swarm v0.5.8
	golang.org/x/crypto v0.0.0-20190701094942-4def268fd1a4
)

require (
	github.com/allegro/bigcache v0.0.0-20190218064605-e24eb225f156 // indirect
	github.com/aristanetworks/goarista v0.0.0-20170210015632-ea17b1a17847 // indirect
	github.com/btcsuite/btcd v0.0.0-20171128150713-2e60448ffcc6 // indirect
	github.com/codahale/hdrhistogram v0.0.0-20161010025455-3a0bb77429bd // indirect
	github.com/davecgh/go-spew v1.1.1 // indirect
	github.com/deckarep/golang-set v0.0.0-20180603214616-504e848d77ea // indirect
	github.com/edsrzf/mmap-go v0.0.0-20160512033002-935e0e8a636c // indirect
	github.com/elastic/gosigar v0.0.0-20180330100440-37f05ff46ffa // indirect
	github.com/ethersphere/go-sw3 v0.2.1 // indirect
	github.com/fatih/color v1.7.0 // indirect
	github.com/fjl/memsize v0.0.0-20180418122429-ca190fb6ffbc // indirect
	github.com/gballet/go-libpcsclite v0.0.0-20190528105824-2fd9b619dd3c // indirect
	github.com/go-stack/stack v1.8.0 // indirect
	github.com/golang/protobuf v1.3.2 // indirect
	github.com/golang/snappy v0.0.1 // indirect
	github.com/gorilla/websocket v1.4.0 // indirect
	github.com/hashicorp/golang-lru v0.5.3 // indirect
	github.com/huin/goupnp v0.0.0-20161224104101-679507af18f3 // indirect
	github.com/jackpal/go-nat-pmp v0.0.0-20160603034137-1fa385a6f458 // indirect
	github.com/karalabe/usb v0.0.0-20190819132248-550797b1cad8 // indirect
	github.com/mattn/go-colorable v0.1.2 // indirect
	github.com/mattn/go-isatty v0.0.8 // indirect
	github.com/mattn/go-runewidth v0.0.6 // indirect
	github.com/olekukonko/tablewriter v0.0.0-20190409134802-7e037d187b0c // indirect
	github.com/opentracing/opentracing-go v1.1.0 // indirect
	github.com/pborman/uuid v0.0.0-20170112150404-1b00554d8222 // indirect
	github.com/peterh/liner v0.0.0-20190123174540-a2c9a5303de7 // indirect
	github.com/pkg/errors v0.8.1 // indirect
	github.com/prometheus/tsdb v0.10.0 // indirect
	github.com/rjeczalik/notify v0.9.1 // indirect
	github.com/robertkrimen/otto v0.0.0-20170205013659-6a77b7cbc37d // indirect
	github.com/rs/cors v0.0.0-20160617231935-a62a804a8a00 // indirect
	github.com/rs/xhandler v0.0.0-20170707052532-1eb70cf1520d // indirect
	github.com/status-im/keycard-go v0.0.0-20190316090335-8537d3370df4 // indirect
	github.com/steakknife/bloomfilter v0.0.0-20180922174646-6819c0d2a570 // indirect
	github.com/steakknife/hamming v0.0.0-20180906055917-c99c65617cd3 // indirect
	github.com/syndtr/goleveldb v0.0.0-20190318030020-c3a204f8e965 // indirect
	github.com/tilinna/clock v1.0.2 // indirect
	github.com/tyler-smith/go-bip39 v0.0.0-20181017060643-dbb3b84ba2ef // indirect
	github.com/uber/jaeger-client-go v0.0.0-20180607151842-f7e0d4744fa6 // indirect
	github.com/uber/jaeger-lib v0.0.0-20180615202729-a51202d6f4a7 // indirect
	github.com/wsddn/go-ecdh v0.0.0-20161211032359-48726bab9208 // indirect
	golang.org/x/net v0.0.0-20190724013045-ca1201d0de80 // indirect
	golang.org/x/sync v0.0.0-20190423024810-112230192c58 // indirect
	golang.org/x/sys v0.0.0-20190804053845-51ab0e2deafa // indirect
	golang.org/x/text v0.3.2 // indirect
	gopkg.in/sourcemap.v1 v1.0.5 // indirect
	gopkg.in/urfave/cli.v1 v1.20.0 // indirect
)

require jackfield/interop/events v0.0.0

replace jackfield/interop/events => ../go-events
