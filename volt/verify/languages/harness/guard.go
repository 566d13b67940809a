// Package guard holds the word that proves the tests' end. It is read before any package that imports this one begins.
package guard

import (
	"io"
	"os"
)

var word, _ = io.ReadAll(os.Stdin)

// Prove says the word, once.
func Prove() {
	if len(word) == 0 {
		os.Exit(1)
	}
	os.Stdout.Write([]byte("\n"))
	os.Stdout.Write(word)
	os.Exit(0)
}

// Shadow is what names stand for that a program must not define.
type Shadow int
