package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/big"
	"os"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/consensus/beacon"
	"github.com/ethereum/go-ethereum/consensus/ethash"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rlp"
)

// mine makes empty blocks on a genesis of its own: by proof of work, without the work, as peers tell each other of new
// blocks on such chains only; or after Amsterdam, where blocks commit to access lists. The files are in geth's forms.
func mine(arguments []string) error {
	options := flag.NewFlagSet("mine", flag.ContinueOnError)
	amsterdam := options.Bool("amsterdam", false, "after the merge, with all forks up to Amsterdam")
	count := options.Int("count", 10, "blocks after the genesis block")
	genesisFile := options.String("genesis", "genesis.json", "file to write")
	blocksFile := options.String("blocks", "chain.rlp", "file to write")
	if err := options.Parse(arguments); err != nil {
		return err
	}
	genesis := minedGenesis()
	if *amsterdam {
		genesis = amsterdamGenesis()
	}
	_, blocks, _ := core.GenerateChainWithGenesis(genesis, beacon.New(ethash.NewFaker()), *count, func(i int, block *core.BlockGen) {
		block.SetCoinbase(common.Address{byte(i)})
	})
	text, err := json.Marshal(genesis)
	if err != nil {
		return err
	}
	if err := os.WriteFile(*genesisFile, text, 0o644); err != nil {
		return err
	}
	file, err := os.Create(*blocksFile)
	if err != nil {
		return err
	}
	defer file.Close()
	for _, block := range blocks {
		if err := rlp.Encode(file, block); err != nil {
			return fmt.Errorf("block %d: %w", block.NumberU64(), err)
		}
	}
	return file.Close()
}

func minedGenesis() *core.Genesis {
	zero := new(big.Int)
	return &core.Genesis{
		Config: &params.ChainConfig{
			ChainID:             big.NewInt(1338),
			HomesteadBlock:      zero,
			EIP150Block:         zero,
			EIP155Block:         zero,
			EIP158Block:         zero,
			ByzantiumBlock:      zero,
			ConstantinopleBlock: zero,
			PetersburgBlock:     zero,
			IstanbulBlock:       zero,
			BerlinBlock:         zero,
			LondonBlock:         zero,
			Ethash:              new(params.EthashConfig),
		},
		Alloc:      types.GenesisAlloc{},
		GasLimit:   30_000_000,
		Difficulty: big.NewInt(131072),
		BaseFee:    big.NewInt(params.InitialBaseFee),
	}
}

// amsterdamGenesis has the contracts that every block calls by itself: what they write is in its access list.
func amsterdamGenesis() *core.Genesis {
	genesis := minedGenesis()
	start := new(uint64)
	config := genesis.Config
	config.TerminalTotalDifficulty = new(big.Int)
	config.MergeNetsplitBlock = new(big.Int)
	config.ShanghaiTime, config.CancunTime, config.PragueTime = start, start, start
	config.OsakaTime, config.AmsterdamTime = start, start
	config.BlobScheduleConfig = &params.BlobScheduleConfig{
		Cancun: params.DefaultCancunBlobConfig,
		Prague: params.DefaultPragueBlobConfig,
	}
	genesis.Alloc = core.SystemContractAllocs()
	genesis.Difficulty = new(big.Int)
	return genesis
}
