#!/usr/bin/env bash
# Three requests, a proof run again, and the first request once more: now from memory. Needs `volt` on the PATH;
# keeps everything in build/demo, away from your own memory.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf build/demo
mkdir -p build/demo
export VOLT_HOME="$PWD/build/demo/home"

ask() {
  printf '\n\033[1m> volt solve'
  for word in "$@"; do
    case "$word" in *" "*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
  done
  printf '\033[0m\n'
  volt solve "$@"
}

prime=("Write a function to check if a number is prime"
  --test "assert is_prime(97) is True" --test "assert is_prime(1) is False")

ask "${prime[@]}" --proof build/demo/prime.json
ask "Count the words in a sentence: how often each word occurs" \
  --test "assert word_counts('a b a') == {'a': 2, 'b': 1}" --test "assert word_counts('') == {}"
ask "Write a function that swaps upper and lower case and reverses the text" \
  --test "assert mirrored('aBc') == 'CbA'" --test "assert mirrored('Hello') == 'OLLEh'"

printf '\n\033[1m> volt replay build/demo/prime.json\033[0m\n'
volt replay build/demo/prime.json

printf '\nThe first request again:\n'
ask "${prime[@]}"
