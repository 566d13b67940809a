// Runs the tests as one, and proves it when the last of them, parallel ones included, has ended and none has failed.
package main

import (
	"subject"
	"testing"
	"volt/guard"
)

func main() {
	everything := func(_, _ string) (bool, error) { return true, nil }
	all := func(t *testing.T) {
		t.Cleanup(func() {
			if !t.Failed() {
				guard.Prove()
			}
		})
		subject.Run_TAG(t)
	}
	testing.Main(everything, []testing.InternalTest{{Name: "all", F: all}}, nil, nil)
}
