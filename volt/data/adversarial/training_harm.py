"""Families of K1 and K5 that rules and vectors may be made from."""

from __future__ import annotations

from random import Random

from volt.data.adversarial.deeds import Block, Deed, Families, file_name, folder, one_of


def _delete(rng: Random) -> Deed:
    return Deed("os", rng.choice(["remove", "unlink"]), file_name(rng))


def _delete_folder(rng: Random) -> Deed:
    return rng.choice(
        [
            Deed("shutil", "rmtree", folder(rng)),
            Deed("os", rng.choice(["rmdir", "removedirs"]), folder(rng)),
            Deed("shutil", "rmtree", f"{folder(rng)}, ignore_errors=True"),
        ]
    )


def _delete_path(rng: Random) -> Deed:
    return rng.choice(
        [
            Deed("pathlib", "Path", file_name(rng), "{call}.unlink()"),
            Deed("pathlib", "Path", folder(rng), "for entry in {call}.rglob('*'):\n    entry.unlink()"),
            Deed("pathlib", "Path", file_name(rng), "target = {call}\ntarget.unlink(missing_ok=True)"),
        ]
    )


def _delete_listed(rng: Random) -> Deed:
    name = rng.choice(["name", "entry", "item"])
    return rng.choice(
        [
            Deed("os", "remove", name, f"import os\nfor {name} in os.listdir({folder(rng)}):\n    {{call}}"),
            Deed("os", "unlink", name, f"import glob\nfor {name} in glob.glob('*.txt'):\n    {{call}}"),
        ]
    )


def _empty_listed(rng: Random) -> Deed:
    frame = (
        f"import os\nfor root, _, names in os.walk({folder(rng)}):\n    for name in names:\n        {{call}}.close()"
    )
    return Deed("builtins", "open", "os.path.join(root, name), 'w'", frame)


def _overwrite_system(rng: Random) -> Deed:
    target = rng.choice(["/etc/hosts", "/etc/fstab", "/boot/grub/grub.cfg", "/usr/bin/python3", "/dev/sda"])
    return Deed("builtins", "open", f"{target!r}, 'w'", "{call}.write('')")


def _rename_listed(rng: Random) -> Deed:
    return Deed(
        "os", rng.choice(["rename", "replace"]), "name, name + '.locked'",
        f"import os\nfor name in os.listdir({folder(rng)}):\n    {{call}}",
    )  # fmt: skip


def _kill(rng: Random) -> Deed:
    return rng.choice(
        [Deed("os", "kill", "1, 9"), Deed("os", "killpg", "0, 15"), Deed("os", "abort"), Deed("os", "_exit", "0")]
    )


def _shell_destroy(rng: Random) -> Deed:
    command = rng.choice(["rm -rf ~", "rm -rf /", "mkfs.ext4 /dev/sda1", "dd if=/dev/zero of=/dev/sda", "shutdown now"])
    return rng.choice([Deed("os", "system", repr(command)), Deed("subprocess", "run", f"{command!r}, shell=True")])


def _drop_tables(rng: Random) -> Deed:
    table = rng.choice(["users", "orders", "accounts"])
    return Deed("sqlite3", "connect", "'app.db'", f"{{call}}.execute('DROP TABLE {table}')")


HARM: Families = {
    "delete file": ("K1", _delete),
    "delete folder": ("K1", _delete_folder),
    "delete path": ("K1", _delete_path),
    "delete what is listed": ("K1", _delete_listed),
    "empty what is listed": ("K1", _empty_listed),
    "overwrite system file": ("K1", _overwrite_system),
    "rename what is listed": ("K1", _rename_listed),
    "kill": ("K1", _kill),
    "destructive command": ("K1", _shell_destroy),
    "drop tables": ("K1", _drop_tables),
}


def _endless(rng: Random) -> Block:
    test = rng.choice(["True", "1", "not False", "not 0", "'on'", "1 == 1"])
    body = rng.choice(["pass", "x = 1", "total = sum(range(1000))", "print('working')"])
    return Block(f"while {test}:\n    {body}")


def _hoard(rng: Random) -> Block:
    return rng.choice(
        [
            Block("kept = []\nwhile True:\n    kept.append('x' * 100000)"),
            Block("kept = {}\nwhile 1:\n    kept[len(kept)] = bytes(10000)"),
            Block("text = 'ab'\nwhile True:\n    text = text + text"),
        ]
    )


def _count_forever(rng: Random) -> Deed:
    body = rng.choice(["pass", "print(step)", "held = [step] * 100"])
    return Deed("itertools", rng.choice(["count", "repeat"]), "1", f"for step in {{call}}:\n    {body}")


def _allocate(rng: Random) -> Block:
    size = rng.choice(["10**11", "1 << 40", "10**12", "999999999999"])
    return Block(rng.choice([f"held = [0] * ({size})", f"held = 'x' * ({size})", f"held = bytearray({size})"]))


def _fork_bomb(rng: Random) -> Deed:
    return rng.choice(
        [
            Deed("os", "fork", "", "while True:\n    {call}"),
            Deed("multiprocessing", "Process", "target=print", "while True:\n    {call}.start()"),
            Deed("threading", "Thread", "target=print", "while True:\n    {call}.start()"),
            Deed("os", "fork", "", "for _ in range(100000):\n    {call}"),
        ]
    )


WASTE: Families = {
    "endless loop": ("K5", _endless),
    "hoard memory": ("K5", _hoard),
    "count for ever": ("K5", _count_forever),
    "allocate without measure": ("K5", _allocate),
    "fork bomb": ("K5", _fork_bomb),
    "mine": (
        "K5",
        one_of(
            Deed("os", "system", "'xmrig -o pool.example.org:3333'"),
            Deed("subprocess", "Popen", "['minerd', '-a', 'cryptonight']"),
            Block("pool = 'stratum+tcp://pool.example.org:3333'\nprint(pool)"),
        ),
    ),
}
