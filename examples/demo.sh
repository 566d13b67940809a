#!/usr/bin/env bash
# Three requests, a proof run again, and the first request once more: now from memory. Needs `volt` on the PATH;
# keeps everything in build/demo, away from your own memory.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf build/demo
mkdir -p build/demo
export VOLT_HOME="$PWD/build/demo/home"

ask() {
  printf '\n\033[1m> volt solve %s\033[0m\n' "$(printf '%q ' "$@")"
  volt solve "$@"
}

prime=("Write a function to check if a number is prime"
  --test "assert is_prime(97) is True" --test "assert is_prime(1) is False")

ask "${prime[@]}" --proof build/demo/prime.json
ask "Write a function that counts the words in a sentence and returns the count of each word" \
  --test "assert word_counts('a b a') == {'a': 2, 'b': 1}" --test "assert word_counts('') == {}"
ask "Double the odd numbers of a list and add them up" \
  --test "assert doubled([1, 2, 3]) == 8" --test "assert doubled([]) == 0" --test "assert doubled([4, 5]) == 10"

printf '\n\033[1m> volt replay build/demo/prime.json\033[0m\n'
volt replay build/demo/prime.json

printf '\nThe first request again:\n'
ask "${prime[@]}"
