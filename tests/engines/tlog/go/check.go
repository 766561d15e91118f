// Command check is the second reader of Ikrar's log: other people's code looks at it.
//
// It reads a directory in the C2SP tlog-tiles layout (checkpoint, tile/..., log.vkey) and checks
// it with Go's golang.org/x/mod/sumdb/note and sumdb/tlog: the signature, the root, every hash
// tile, every entry, and many inclusion and consistency proofs, whole and damaged. Nothing of
// Ikrar runs here. Exit code 0 means that everything holds; 1 says what does not.
//
//	check [-key FILE] [-proofs N] [-foreign FILE] DIRECTORY
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	key := flag.String("key", "", "file with the verifier key (default: log.vkey in the directory)")
	proofs := flag.Int64("proofs", 2000, "how many proofs of each kind to make and check")
	foreign := flag.String("foreign", "", "file with proofs that another program made")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := check(flag.Arg(0), *key, *proofs, *foreign); err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(1)
	}
}

func check(directory, key string, proofs int64, foreign string) error {
	tree, err := openCheckpoint(directory, key)
	if err != nil {
		return err
	}
	fmt.Printf("signature ok\nsize %d\n", tree.N)
	files := &tiles{directory, map[string][]byte{}}
	reader := tlog.TileHashReader(tree, files)
	if err := checkRoot(tree, reader); err != nil {
		return err
	}
	fmt.Println("root ok")
	leaves, err := checkLeaves(directory, tree, files)
	if err != nil {
		return err
	}
	fmt.Printf("leaves %d\n", len(leaves))
	made, err := checkInclusion(tree, reader, leaves, proofs)
	if err != nil {
		return err
	}
	fmt.Printf("inclusion %d\n", made)
	if made, err = checkConsistency(tree, reader, proofs); err != nil {
		return err
	}
	fmt.Printf("consistency %d\n", made)
	if foreign != "" {
		if made, err = checkForeign(foreign); err != nil {
			return err
		}
		fmt.Printf("foreign %d\n", made)
	}
	return nil
}

// openCheckpoint verifies the signed note and reads its three lines strictly.
func openCheckpoint(directory, key string) (tree tlog.Tree, err error) {
	if key == "" {
		key = filepath.Join(directory, "log.vkey")
	}
	vkey, err := os.ReadFile(key)
	if err != nil {
		return tree, err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	if err != nil {
		return tree, err
	}
	message, err := os.ReadFile(filepath.Join(directory, "checkpoint"))
	if err != nil {
		return tree, err
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tree, errors.New("the checkpoint does not name the log that signed it")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	if tree.N < 0 || strconv.FormatInt(tree.N, 10) != lines[1] {
		return tree, fmt.Errorf("malformed size %q", lines[1])
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

func checkRoot(tree tlog.Tree, reader tlog.HashReader) error {
	if tree.N == 0 {
		return nil
	}
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return errors.New("they do not lead to the signed root")
	}
	return nil
}

// checkLeaves builds the tree again out of the entries alone, compares its root with the signed
// one, and every hash tile, byte for byte, with what sumdb/tlog would have written.
//
// TileHashReader alone is not enough for that: it authenticates a tile against its parent only
// from the len(stx)-th tile on, and tiles that hold several of the root's subtrees are shared.
func checkLeaves(directory string, tree tlog.Tree, files *tiles) ([]tlog.Hash, error) {
	var leaves, stored []tlog.Hash
	memory := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	for start := int64(0); start < tree.N; start += 1 << height {
		entries, err := readEntries(directory, start>>height, int(min(1<<height, tree.N-start)))
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			hashes, err := tlog.StoredHashes(int64(len(leaves)), entry, memory)
			if err != nil {
				return nil, err
			}
			leaves, stored = append(leaves, hashes[0]), append(stored, hashes...)
		}
	}
	if err := checkRoot(tree, memory); err != nil {
		return nil, fmt.Errorf("entries: %w", err)
	}
	for _, tile := range tlog.NewTiles(height, 0, tree.N) {
		want, err := tlog.ReadTileData(tile, memory)
		if err != nil {
			return nil, err
		}
		have, err := files.ReadTiles([]tlog.Tile{tile})
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(want, have[0]) {
			return nil, fmt.Errorf("hash tile %s is not the hash of its entries", tile.Path())
		}
	}
	return leaves, nil
}

func readEntries(directory string, number int64, width int) ([][]byte, error) {
	data, err := os.ReadFile(filepath.Join(directory, tilePath("entries", number, width)))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) >= 2 {
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			break
		}
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if len(data) != 0 || len(entries) != width {
		return nil, fmt.Errorf("entry tile %d is damaged", number)
	}
	return entries, nil
}

// checkInclusion proves entries spread over the log, and sees that a damaged proof is refused.
func checkInclusion(tree tlog.Tree, reader tlog.HashReader, leaves []tlog.Hash, most int64) (made int64, err error) {
	step := max(1, tree.N/max(1, most))
	for n := int64(0); n < tree.N; n += step {
		proof, err := tlog.ProveRecord(tree.N, n, reader)
		if err != nil {
			return made, err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaves[n]); err != nil {
			return made, fmt.Errorf("entry %d: %w", n, err)
		}
		if tlog.CheckRecord(proof, tree.N, tree.Hash, n, tlog.RecordHash([]byte("another"))) == nil {
			return made, fmt.Errorf("entry %d: a proof was accepted for another entry", n)
		}
		if len(proof) > 0 {
			proof[n%int64(len(proof))][n%32] ^= 1
			if tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaves[n]) == nil {
				return made, fmt.Errorf("entry %d: a damaged proof was accepted", n)
			}
		}
		made++
	}
	return made, nil
}

// checkConsistency proves that the log continues its own earlier states.
func checkConsistency(tree tlog.Tree, reader tlog.HashReader, most int64) (made int64, err error) {
	step := max(1, tree.N/max(1, most))
	for old := int64(1); old <= tree.N; old += step {
		before, err := tlog.TreeHash(old, reader)
		if err != nil {
			return made, err
		}
		proof, err := tlog.ProveTree(tree.N, old, reader)
		if err != nil {
			return made, err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old, before); err != nil {
			return made, fmt.Errorf("from %d: %w", old, err)
		}
		before[0] ^= 1
		if tlog.CheckTree(proof, tree.N, tree.Hash, old, before) == nil {
			return made, fmt.Errorf("from %d: a rewritten past was accepted", old)
		}
		made++
	}
	return made, nil
}

// checkForeign checks proofs that another program made, one a line:
//
//	record INDEX SIZE LEAF ROOT [HASH...]
//	tree OLD SIZE OLDROOT ROOT [HASH...]
func checkForeign(name string) (made int64, err error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 5 {
			return made, fmt.Errorf("malformed line %q", lines.Text())
		}
		number, err1 := strconv.ParseInt(fields[1], 10, 64)
		size, err2 := strconv.ParseInt(fields[2], 10, 64)
		hashes := make([]tlog.Hash, len(fields)-3)
		for i := range hashes {
			if hashes[i], err = tlog.ParseHash(fields[3+i]); err != nil {
				return made, err
			}
		}
		if err := errors.Join(err1, err2); err != nil {
			return made, err
		}
		switch fields[0] {
		case "record":
			err = tlog.CheckRecord(hashes[2:], size, hashes[1], number, hashes[0])
		case "tree":
			err = tlog.CheckTree(hashes[2:], size, hashes[1], number, hashes[0])
		default:
			err = errors.New("unknown kind")
		}
		if err != nil {
			return made, fmt.Errorf("%s: %w", strings.Join(fields[:3], " "), err)
		}
		made++
	}
	return made, lines.Err()
}

// tiles reads hash tiles of the C2SP layout for sumdb/tlog, whose own paths are different.
type tiles struct {
	directory string
	seen      map[string][]byte
}

func (t *tiles) Height() int { return height }

func (t *tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(wanted))
	for i, tile := range wanted {
		path := tilePath(strconv.Itoa(tile.L), tile.N, tile.W)
		if t.seen[path] == nil {
			data, err := os.ReadFile(filepath.Join(t.directory, path))
			if err != nil {
				return nil, err
			}
			if len(data) != tile.W*tlog.HashSize {
				return nil, fmt.Errorf("%s has %d bytes", path, len(data))
			}
			t.seen[path] = data
		}
		all[i] = t.seen[path]
	}
	return all, nil
}

func tilePath(level string, number int64, width int) string {
	path := fmt.Sprintf("%03d", number%1000)
	for number >= 1000 {
		number /= 1000
		path = fmt.Sprintf("x%03d/%s", number%1000, path)
	}
	path = "tile/" + level + "/" + path
	if width < 1<<height {
		path += ".p/" + strconv.Itoa(width)
	}
	return path
}
