//go:build swarm5

package main

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"time"

	"github.com/ethersphere/swarm/api"
	"github.com/ethersphere/swarm/chunk"
	"github.com/ethersphere/swarm/storage"
)

type leaf struct {
	path, contentType, content string
}

var uploadTime = time.Date(2020, 6, 1, 12, 30, 15, 0, time.UTC)

// trees to upload, the last with a path that is also the root's content.
var trees = []struct {
	name, index string
	leaves      []leaf
}{
	{"one", "", []leaf{{"hello.txt", "text/plain; charset=utf-8", "hello"}}},
	{"nested", "", []leaf{
		{"a.txt", "text/plain", "a"}, {"ab.txt", "text/plain", "ab"}, {"abc/d.html", "text/html", "<p>d</p>"},
		{"abc/e.html", "text/html", "<p>e</p>"}, {"abc/e", "", "e alone"}, {"dir/sub/deep/file.bin", "application/octet-stream", "\x00\x01\x02"},
		{"dir/sub/deeper.bin", "application/octet-stream", "\xff"}, {"zoë & <b>.txt", "text/plain", "odd"},
	}},
	{"site", "index.html", []leaf{
		{"css/main.css", "text/css", "body{}"}, {"css/print.css", "text/css", "body{color:#000}"}, {"index.html", "text/html", "<h1>home</h1>"},
		{"img/1.png", "image/png", "\x89PNG1"}, {"img/10.png", "image/png", "\x89PNG10"}, {"img/2.png", "image/png", "\x89PNG2"},
	}},
}

// manifests are of the trees as uploaded in a tar to the gateway, the empty one, and one for a feed.
func manifests() (any, error) {
	var all []fields
	for _, tree := range trees {
		kept := newShelf()
		root, err := uploadTree(kept, tree.leaves, tree.index)
		if err != nil {
			return nil, err
		}
		described, err := describeManifest(kept, root)
		if err != nil {
			return nil, err
		}
		var files []fields
		for _, each := range tree.leaves {
			files = append(files, fields{
				"path": each.path, "contentType": each.contentType, "content": hexOf([]byte(each.content)), "mode": 0o644, "modTime": uploadTime,
			})
		}
		described["name"], described["index"], described["files"] = tree.name, tree.index, files
		all = append(all, described)
	}
	kept := newShelf()
	empty, err := apiOn(kept).NewManifest(context.Background(), false)
	if err != nil {
		return nil, err
	}
	described, err := describeManifest(kept, empty)
	if err != nil {
		return nil, err
	}
	described["name"] = "empty"
	return append(all, described), nil
}

func apiOn(kept *shelf) *api.API {
	files := storage.NewFileStore(kept, kept, storage.NewFileStoreParams(), chunk.NewTags())
	return api.NewAPI(files, nil, nil, nil, nil, chunk.NewTags())
}

// uploadTree does what the gateway does with a POST of a tar.
func uploadTree(kept *shelf, leaves []leaf, index string) (storage.Address, error) {
	on := apiOn(kept)
	packed, err := pack(leaves)
	if err != nil {
		return nil, err
	}
	empty, err := on.NewManifest(context.Background(), false)
	if err != nil {
		return nil, err
	}
	return on.UpdateManifest(context.Background(), empty, func(writer *api.ManifestWriter) error {
		_, err := on.UploadTar(context.Background(), io.NopCloser(packed), "", index, writer)
		return err
	})
}

func pack(leaves []leaf) (*bytes.Buffer, error) {
	packed := new(bytes.Buffer)
	writer := tar.NewWriter(packed)
	for _, each := range leaves {
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: each.path, Mode: 0o644, Size: int64(len(each.content)), ModTime: uploadTime, Format: tar.FormatPAX,
		}
		if each.contentType != "" {
			header.PAXRecords = map[string]string{"SCHILY.xattr.user.swarm.content-type": each.contentType}
		}
		if err := writer.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := writer.Write([]byte(each.content)); err != nil {
			return nil, err
		}
	}
	return packed, writer.Close()
}

// describeManifest tells the text of a manifest and of those below it, by their references.
func describeManifest(kept *shelf, root storage.Address) (fields, error) {
	texts := make(map[string]string)
	if err := addTexts(kept, root, texts); err != nil {
		return nil, err
	}
	return fields{"root": hexOf(root), "manifests": texts}, nil
}

func addTexts(kept *shelf, reference storage.Address, texts map[string]string) error {
	files := storage.NewFileStore(kept, kept, storage.NewFileStoreParams(), chunk.NewTags())
	reader, _ := files.Retrieve(context.Background(), reference)
	text, err := io.ReadAll(io.NewSectionReader(reader, 0, 1<<20))
	if err != nil {
		return err
	}
	texts[hexOf(reference)] = string(text)
	var manifest api.Manifest
	if err := json.Unmarshal(text, &manifest); err != nil {
		return err
	}
	for _, entry := range manifest.Entries {
		if entry.ContentType != api.ManifestType {
			continue
		}
		below, err := hex.DecodeString(entry.Hash)
		if err != nil {
			return err
		}
		if err := addTexts(kept, below, texts); err != nil {
			return err
		}
	}
	return nil
}
