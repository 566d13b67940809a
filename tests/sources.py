"""Small source files in five languages, for the tests of search."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

PYTHON = '''
import time

LIMIT = 3  # not about what follows
def fetch(url,
          tries: int = LIMIT) -> bytes:
    """Fetch a page.

    Retry with exponential backoff.
    """
    def wait(n):
        time.sleep(2 ** n)
    for n in range(tries):
        wait(n)
    return b""


class Cache:
    # Look a key up.
    @property
    @cached(1)
    async def entry(self): return 1
'''
JAVASCRIPT = """
// Adds two numbers.
// Nothing else.
export const add = async (a, b) => { return a + b; };
export default function () { return 1 }
const api = { get(x) { return x }, put: function (y) { return y }, all: (q) => q };
module.exports.sum = function inner(xs) { return xs };
Shape.prototype.area = function () { return 1 };
class Shape extends Base {
  #secret = (x) => x;
  /**
   * The width
   * of it.
   */
  get width() { return 1 }
  static async load(path) { return path }
}
function* numbers() { yield 1 }
var one = () => 1, two = () => 2;
[1, 2].map((x) => x + 1);
"""
JAVA = """
package a;
public class Outer<T> {
  /** Adds. */
  @Override @Tag("x)") public static <T> int add(int a, int b) throws E {
    return a + b;
  }
  Outer() {}
  abstract int none();
  interface Inner { default int one() { return 1; } int two(); }
  record Point(int x) { Point { check(x); } }
}
"""
RUST = """
/// Adds.
/// Twice.
#[inline]
pub fn add<T: Add>(a: T) -> T where T: Copy { a }
mod deep {
    impl<T> Draw for Circle<T> {
        /* Draws. */
        fn draw(&self) {}
    }
    trait Area { fn none(); fn area() { 1 } }
}
"""
GO = """
package p

// Handle answers a request.
func (s *Server[T]) Handle(w http.Writer, r *Request) (int, error) { return 1, nil }
func (Server) Close() {}

// Not about Free: a line is empty between.

func Free(a int) int { return a }
func external(a int)
"""
BY_FILE = {"a.py": PYTHON, "b.js": JAVASCRIPT, "C.java": JAVA, "d.rs": RUST, "e.go": GO}
LONG_AGO = 1_700_000_000


def write(root: Path, files: Mapping[str, str | bytes], when: int = LONG_AGO) -> Path:
    """Put files below `root`, all with the same old time, so that none looks freshly changed."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (when, when))
    return root
