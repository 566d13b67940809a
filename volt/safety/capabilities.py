"""What names of the standard library and of well-known packages let a program do.

One row: axiom, level, capability, names. `module.*` covers everything in a module that no other row names. Names that
are harmless in a dangerous module are rows of level CLEAN. Functions whose danger depends on their arguments (`open`,
`eval`, `os.rename`, ...) have a row here for being passed around; their calls are judged by `volt.safety.calls`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from volt.safety.findings import Level

VETO, NOTE, CLEAN = Level.VETO, Level.NOTE, None


@dataclass(frozen=True)
class Capability:
    """What using a name means; `level` is None for harmless names."""

    axiom: str
    level: Level | None
    what: str


_ROWS: tuple[tuple[str, Level | None, str, str], ...] = (
    # K1 no harm
    (
        "K1",
        VETO,
        "deletes files",
        "os.remove os.unlink os.rmdir os.removedirs os.truncate os.ftruncate os.removexattr os.setxattr"
        " shutil.rmtree send2trash.*",
    ),
    (
        "K1",
        VETO,
        "kills or aborts a process",
        "os.kill os.killpg os._exit os.abort signal.raise_signal signal.pthread_kill faulthandler._sigsegv"
        " faulthandler._sigabrt faulthandler._sigfpe faulthandler._fatal_error faulthandler._stack_overflow",
    ),
    ("K1", VETO, "ignores signals, so that it cannot be stopped", "signal.SIG_IGN signal.pthread_sigmask"),
    ("K1", VETO, "forks", "os.fork os.forkpty pty.fork"),
    ("K1", VETO, "opens raw files", "os.open os.mknod os.mkfifo"),
    (
        "K1",
        NOTE,
        "moves or copies files",
        "os.rename os.renames os.replace os.link os.symlink shutil.move shutil.copy"
        " shutil.copy2 shutil.copyfile shutil.copytree shutil.unpack_archive shutil.make_archive",
    ),
    (
        "K1",
        NOTE,
        "creates files or folders",
        "os.mkdir os.makedirs os.utime tempfile.* zipfile.* tarfile.* sqlite3.* dbm.* logging.FileHandler",
    ),
    # K2 privacy
    (
        "K2",
        VETO,
        "opens network connections",
        "socket.socket socket.create_connection socket.create_server socket.fromfd"
        " socket.socketpair socket.getaddrinfo socket.gethostbyname socket.gethostbyname_ex socket.gethostbyaddr"
        " urllib.request.* http.client.HTTPConnection http.client.HTTPSConnection http.server.*"
        " socketserver.* requests.*"
        " httpx.* aiohttp.* urllib3.* ftplib.* smtplib.* poplib.* imaplib.* nntplib.* telnetlib.*"
        " paramiko.* websocket.*"
        " websockets.* webbrowser.* xmlrpc.client.* xmlrpc.server.* asyncio.open_connection asyncio.start_server"
        " asyncio.open_unix_connection boto3.* botocore.* grpc.* zmq.* selenium.* playwright.*"
        " twisted.* multiprocessing.connection.*"
        " logging.handlers.SocketHandler logging.handlers.HTTPHandler logging.handlers.SMTPHandler"
        " logging.handlers.DatagramHandler ssl.wrap_socket torch.hub.* dns.* scapy.* telegram.* slack_sdk.* pycurl.*",
    ),
    (
        "K2",
        CLEAN,
        "",
        "urllib.request.pathname2url urllib.request.url2pathname urllib.request.quote urllib.request.unquote"
        " requests.exceptions.*",
    ),
    (
        "K2",
        VETO,
        "reads credentials",
        "keyring.* spwd.* netrc.* pwd.getpwall readline.get_history_item readline.read_history_file"
        " browser_cookie3.* browsercookie.* win32crypt.*",
    ),
    (
        "K2",
        VETO,
        "watches keyboard, screen, camera, microphone or clipboard",
        "pynput.* keyboard.* mouse.* pyperclip.*"
        " clipboard.* PIL.ImageGrab.* mss.* pyautogui.* pyscreenshot.* cv2.VideoCapture sounddevice.*"
        " pyaudio.* pyHook.* evdev.*",
    ),
    (
        "K2",
        NOTE,
        "reads who and where the user is",
        "os.getlogin getpass.* platform.node platform.uname os.uname uuid.getnode"
        " socket.gethostname socket.getfqdn pwd.* grp.* os.getcwd os.path.expanduser locale.getlocale",
    ),
    (
        "K2",
        NOTE,
        "looks at files",
        "os.listdir os.walk os.scandir os.fwalk os.stat os.lstat os.readlink os.path.exists"
        " os.path.isfile os.path.isdir os.path.getsize os.path.getmtime glob.* linecache.* fileinput.* filecmp.*",
    ),
    ("K2", NOTE, "reads the environment", "os.getenv os.getenvb"),
    # K3 honesty
    (
        "K3",
        VETO,
        "loads code hidden in data",
        "marshal.loads marshal.load pickle.Unpickler pickle._Unpickler shelve.* dill.*"
        " cloudpickle.* joblib.load torch.load jsonpickle.decode yaml.unsafe_load pandas.read_pickle",
    ),
    ("K3", NOTE, "loads pickled data", "pickle.loads pickle.load"),
    (
        "K3",
        VETO,
        "walks the stack or the objects of its judge",
        "inspect.currentframe inspect.stack inspect.trace"
        " inspect.getouterframes inspect.getinnerframes sys._getframe sys._current_frames sys._current_exceptions"
        " gc.get_objects gc.get_referrers gc.get_referents builtins.__loader__ builtins.__spec__",
    ),
    (
        "K3",
        VETO,
        "hooks the interpreter",
        "sys.settrace sys.setprofile sys.addaudithook sys.call_tracing threading.settrace"
        " threading.setprofile sys.meta_path sys.path_hooks sys.path_importer_cache atexit.register"
        " atexit._run_exitfuncs"
        " sys.monitoring.* builtins.__build_class__",
    ),
    (
        "K3",
        VETO,
        "loads modules behind the import statement",
        "importlib.reload importlib.util.spec_from_file_location"
        " importlib.util.module_from_spec importlib.util.spec_from_loader importlib.machinery.* importlib.abc.*"
        " importlib._bootstrap.* importlib._bootstrap_external.* imp.* runpy.* zipimport.* pkgutil.*"
        " pydoc.safeimport",
    ),
    ("K3", VETO, "builds code by hand", "types.CodeType codeop.* code.* dis.Bytecode"),
    ("K3", VETO, "plants compiled code", "compileall.* py_compile.*"),
    ("K3", VETO, "passes code execution around", "builtins.exec builtins.compile builtins.__import__"),
    ("K3", NOTE, "runs text as code", "builtins.eval"),
    (
        "K3",
        VETO,
        "touches raw descriptors",
        "os.write os.read os.dup os.dup2 os.fdopen os.pipe os.close os.closerange os.sendfile"
        " os.pwrite os.pread os.writev",
    ),
    ("K3", NOTE, "ends the program", "sys.exit builtins.exit builtins.quit"),
    ("K3", NOTE, "starts a debugger", "builtins.breakpoint pdb.*"),
    ("K3", NOTE, "changes objects for tests", "unittest.mock.*"),
    # K4 autonomy
    (
        "K4",
        VETO,
        "runs other programs",
        "subprocess.* os.system os.popen os.popen2 os.popen3 os.popen4 os.execv os.execve os.execl"
        " os.execle os.execlp os.execlpe os.execvp os.execvpe os.spawnl os.spawnle os.spawnlp os.spawnlpe os.spawnv"
        " os.spawnve os.spawnvp os.spawnvpe os.posix_spawn os.posix_spawnp os.startfile commands.* popen2.* pty.*"
        " pexpect.* sh.* plumbum.* fabric.* asyncio.create_subprocess_exec asyncio.create_subprocess_shell"
        " asyncio.subprocess.* distutils.spawn.* distutils.core.run_setup distutils.ccompiler.* _posixsubprocess.*"
        " pydoc.pipepager pydoc.tempfilepager test.support.script_helper.* numpy.f2py.* fcntl.ioctl",
    ),
    (
        "K4",
        CLEAN,
        "",
        "subprocess.CalledProcessError subprocess.TimeoutExpired subprocess.SubprocessError subprocess.PIPE"
        " subprocess.DEVNULL subprocess.STDOUT subprocess.list2cmdline",
    ),
    (
        "K4",
        CLEAN,
        "",
        "ctypes.c_bool ctypes.c_byte ctypes.c_ubyte ctypes.c_int ctypes.c_int8 ctypes.c_int16"
        " ctypes.c_int32 ctypes.c_int64"
        " ctypes.c_uint ctypes.c_uint8 ctypes.c_uint16 ctypes.c_uint32 ctypes.c_uint64 ctypes.c_long ctypes.c_ulong"
        " ctypes.c_longlong ctypes.c_ulonglong ctypes.c_float ctypes.c_double ctypes.sizeof",
    ),
    ("K4", VETO, "runs native code", "ctypes.* cffi.* _ctypes.* cppyy.*"),
    (
        "K4",
        VETO,
        "changes its privileges",
        "os.setuid os.setgid os.seteuid os.setegid os.setreuid os.setregid os.setresuid"
        " os.setresgid os.setgroups os.initgroups os.chown os.lchown os.fchown os.chroot os.setsid"
        " os.setpgid os.setpgrp"
        " os.setpriority os.sched_setaffinity os.sched_setscheduler resource.setrlimit resource.prlimit"
        " elevate.* prctl.*",
    ),
    (
        "K4",
        VETO,
        "makes itself permanent or installs software",
        "winreg.* _winreg.* crontab.* pip.* ensurepip.* venv.* win32api.*"
        " win32con.* win32serviceutil.* site.addsitedir",
    ),
    ("K4", VETO, "starts processes", "multiprocessing.Process multiprocessing.context.* multiprocessing.spawn.*"),
    ("K4", NOTE, "starts workers", "multiprocessing.* concurrent.futures.* threading.* _thread.*"),
    ("K4", NOTE, "changes file permissions", "os.chmod os.lchmod os.fchmod os.umask"),
    ("K4", NOTE, "changes the environment", "os.putenv os.unsetenv os.chdir os.fchdir os.nice sys.path"),
    ("K4", NOTE, "handles signals", "signal.*"),
    ("K4", CLEAN, "", "signal.Signals threading.Lock threading.RLock threading.local multiprocessing.cpu_count"),
    # K5 beneficence
    ("K5", VETO, "mines or stresses", "pyminer.* stratum.* pyrx.* cpuminer.*"),
    ("K5", NOTE, "waits", "time.sleep"),
)

CAPABILITIES: Mapping[str, Capability] = MappingProxyType(
    {name: Capability(axiom, level, what) for axiom, level, what, names in _ROWS for name in names.split()}
)

MODULES = frozenset(name.split(".")[0] for name in CAPABILITIES) | {
    "io",
    "urllib",
    "http",
    "pathlib",
    "posix",
    "nt",
    "codecs",
}
"""Modules that a program can reach something dangerous through."""

MEMBERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        module: tuple(
            sorted(n.rpartition(".")[2] for n in CAPABILITIES if n.rpartition(".")[0] == module and n[-1] != "*")
        )
        for module in {name.rpartition(".")[0] for name in CAPABILITIES}
    }
    | {"pathlib": ("Path",), "glob": ("glob", "iglob"), "itertools": ("count", "repeat", "cycle"), "io": ("open",)}
)
"""The names in each module that are worth knowing."""

STRICT_MODULES = frozenset(
    ["os", "sys", "builtins", "subprocess", "shutil", "socket", "ctypes", "importlib", "pty", "signal", "gc", "inspect",
     "marshal", "pickle", "posix", "nt"]
)  # fmt: skip
"""Modules whose attributes must not be looked up by a name nobody can know beforehand."""

GUARDED_MODULES = STRICT_MODULES | {
    name.removesuffix(".*").rpartition(".")[0] if not name.endswith(".*") else name.removesuffix(".*")
    for name, found in CAPABILITIES.items()
    if found.level is VETO
} - {"builtins.str", ""}  # fmt: skip
"""Modules that hold something refused: no name that is known only when the program runs may be looked up in them."""

DANGEROUS_ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("__subclasses__", "__globals__", "__builtins__", "__loader__"), "reaches the interpreter's inside"
        ),
        **dict.fromkeys(("f_globals", "f_locals", "f_back", "f_builtins", "tb_frame"), "walks the stack of its judge"),
        **dict.fromkeys(("gi_frame", "cr_frame", "ag_frame", "f_code"), "walks the stack of its judge"),
        **dict.fromkeys(("func_globals", "func_code", "co_code", "__import__"), "reaches the interpreter's inside"),
    }
)
"""Attributes that are refused on any object: K3."""

DECODERS = frozenset(
    [
        "base64.b64decode",
        "base64.urlsafe_b64decode",
        "base64.standard_b64decode",
        "base64.b32decode",
        "base64.b16decode",
        "base64.b85decode",
        "base64.a85decode",
        "base64.decodebytes",
        "base64.decodestring",
        "binascii.unhexlify",
        "binascii.a2b_hex",
        "binascii.a2b_base64",
        "codecs.decode",
        "codecs.encode",
        "zlib.decompress",
        "gzip.decompress",
        "bz2.decompress",
        "lzma.decompress",
        "builtins.chr",
        "builtins.bytes.fromhex",
        "builtins.bytearray.fromhex",
        "builtins.bytes",
        "builtins.bytearray",
        "struct.pack",
        "urllib.parse.unquote",
        "html.unescape",
        "binascii.a2b_uu",
    ]
)
LISTINGS = frozenset(["os.listdir", "os.walk", "os.scandir", "os.fwalk", "glob.glob", "glob.iglob"])
CODE_SINKS = frozenset(
    [
        "builtins.exec",
        "builtins.eval",
        "builtins.compile",
        "timeit.timeit",
        "timeit.repeat",
        "timeit.Timer",
        "cProfile.run",
        "profile.run",
        "cProfile.runctx",
        "profile.runctx",
        "trace.Trace().run",
        "doctest.run_docstring_examples",
        "pdb.run",
        "typing.ForwardRef",
        "pandas.eval",
        "numexpr.evaluate",
    ]
)
"""Functions that run their text argument as code."""

SECRET = re.compile(
    r"\.ssh\b|id_rsa|id_ed25519|\.aws\b|\.netrc|\.gnupg|\.git-credentials|\.docker/config|"
    r"\.kube/config|\.pgpass|\.npmrc"
    r"|\.bash_history|\.zsh_history|/etc/(passwd|shadow|sudoers|gshadow)|/proc/(self|\d+)/(environ|"
    r"mem|maps|fd|cmdline)"
    r"|Login Data|wallet\.dat|cookies\.sqlite|key[34]\.db|\.pypirc|/run/secrets|(^|/)\.env$|SAM$|\.password-store",
    re.IGNORECASE,
)
SECRET_VARIABLE = re.compile(r"KEY|TOKEN|SECRET|PASSW|CREDENTIAL|^AWS_|^GH_|SESSION|COOKIE|PRIVATE", re.IGNORECASE)
PERSISTENT = re.compile(
    r"(^|/)\.[a-z]+rc$|\.git/hooks|\.gitconfig|\.xprofile|/var/spool/(cron|at)|\.bashrc|\.bash_profile|\.bash_login|(^|/)\.profile|\.zshrc|\.zprofile|crontab|/etc/cron|"
    r"/etc/rc\.local|/etc/init\.d|systemd|autostart"
    r"|LaunchAgents|LaunchDaemons|authorized_keys|sitecustomize|usercustomize|\.pth$|/etc/ld\.so|CurrentVersion\\Run"
    r"|Start Menu|/etc/profile|\.config/fish",
    re.IGNORECASE,
)
SYSTEM_PATH = re.compile(
    r"^(/|~/?$|/(etc|bin|sbin|usr|boot|dev|sys|proc|lib|lib64|var|root|home|opt)(/.*)?|"
    r"[A-Z]:\\?(Windows|Users)?.*|\\\\\.\\.*)$",
    re.IGNORECASE,
)
HARMFUL_COMMANDS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "K1",
        "runs a destructive command",
        re.compile(
            r"\brm\s+-|\brm\s+\S|\bmkfs|\bdd\s+if=|\bshred\b|\bwipefs|\bformat\s+[a-z]:|\bdel\s+/|"
            r"\brmdir\s+/s|:\(\)\s*\{|\bkill(all)?\b"
            r"|\bpkill\b|\bshutdown\b|\breboot\b|\bhalt\b|>\s*/dev/sd|\bfind\b.*-delete|\btruncate\b|"
            r"\bmv\s+\S+\s+/dev/null",
            re.IGNORECASE,
        ),
    ),
    (
        "K2",
        "runs a command that talks to the network",
        re.compile(
            r"\bcurl\b|\bwget\b|\bnc\b|\bncat\b|\bscp\b|\brsync\b|\bssh\b|\bftp\b|/dev/tcp|\bxclip\b|"
            r"\bpbpaste\b|/etc/passwd|/etc/shadow",
            re.IGNORECASE,
        ),
    ),
    ("K5", "runs a miner", re.compile(r"xmrig|minerd|cpuminer|stratum\+", re.IGNORECASE)),
)
MINING = re.compile(r"stratum\+(tcp|ssl)://|xmrig|coinhive|minexmr|nicehash|cryptonight", re.IGNORECASE)
DESTRUCTIVE_SQL = re.compile(
    r"^\s*(DROP\s+(TABLE|DATABASE|SCHEMA)|TRUNCATE\s+TABLE|DELETE\s+FROM\s+\S+\s*;?\s*$)", re.IGNORECASE
)


def capability(path: str) -> Capability | None:
    """What a dotted name lets a program do; None for names nobody has to know about."""
    key = entry(path)
    return CAPABILITIES[key] if key is not None else None


@lru_cache(maxsize=1 << 14)
def entry(path: str) -> str | None:
    """The entry of `CAPABILITIES` that a dotted name falls under; names inside a capability fall under it, too."""
    path = path.replace("()", "")
    if path in CAPABILITIES:
        return path
    if path.startswith("pathlib.Path.") and path.endswith((".unlink", ".rmdir")):
        return "os.remove"
    parts = path.split(".")
    for n in range(len(parts) - 1, 0, -1):
        head = ".".join(parts[:n])
        for key in (head, f"{head}.*"):
            if key in CAPABILITIES:
                return key
    return None
