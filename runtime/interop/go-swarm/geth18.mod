module jackfield/interop/swarm18

go 1.25.0

require github.com/ethereum/go-ethereum v1.8.27

require (
	github.com/allegro/bigcache v0.0.0-20190218064605-e24eb225f156 // indirect
	github.com/aristanetworks/goarista v0.0.0-20170210015632-ea17b1a17847 // indirect
	github.com/codahale/hdrhistogram v0.0.0-20161010025455-3a0bb77429bd // indirect
	github.com/deckarep/golang-set v0.0.0-20180603214616-504e848d77ea // indirect
	github.com/fjl/memsize v0.0.0-20180418122429-ca190fb6ffbc // indirect
	github.com/go-stack/stack v1.8.0 // indirect
	github.com/golang/protobuf v1.3.2 // indirect
	github.com/golang/snappy v0.0.1 // indirect
	github.com/hashicorp/golang-lru v0.5.3 // indirect
	github.com/huin/goupnp v0.0.0-20161224104101-679507af18f3 // indirect
	github.com/jackpal/go-nat-pmp v0.0.0-20160603034137-1fa385a6f458 // indirect
	github.com/karalabe/hid v0.0.0-20181128192157-d815e0c1a2e2 // indirect
	github.com/mattn/go-colorable v0.1.2 // indirect
	github.com/mattn/go-isatty v0.0.8 // indirect
	github.com/opentracing/opentracing-go v1.1.0 // indirect
	github.com/pborman/uuid v0.0.0-20170112150404-1b00554d8222 // indirect
	github.com/pkg/errors v0.8.1 // indirect
	github.com/prometheus/prometheus v1.7.2-0.20170814170113-3101606756c5 // indirect
	github.com/rjeczalik/notify v0.9.1 // indirect
	github.com/rs/cors v0.0.0-20160617231935-a62a804a8a00 // indirect
	github.com/rs/xhandler v0.0.0-20170707052532-1eb70cf1520d // indirect
	github.com/syndtr/goleveldb v0.0.0-20190318030020-c3a204f8e965 // indirect
	github.com/uber/jaeger-client-go v0.0.0-20180607151842-f7e0d4744fa6 // indirect
	github.com/uber/jaeger-lib v0.0.0-20180615202729-a51202d6f4a7 // indirect
	golang.org/x/crypto v0.0.0-20190701094942-4def268fd1a4 // indirect
	golang.org/x/net v0.0.0-20190724013045-ca1201d0de80 // indirect
	golang.org/x/sync v0.0.0-20190423024810-112230192c58 // indirect
	golang.org/x/sys v0.0.0-20190804053845-51ab0e2deafa // indirect
	golang.org/x/text v0.3.2 // indirect
	gopkg.in/urfave/cli.v1 v1.20.0 // indirect
)

require jackfield/interop/events v0.0.0

replace jackfield/interop/events => ../go-events
