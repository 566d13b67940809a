"""What each name of the standard library and of known packages lets a program do. A table, nothing else."""

from __future__ import annotations

from volt.safety.findings import Level

VETO, NOTE, CLEAN = Level.VETO, Level.NOTE, None


def words(text: str) -> frozenset[str]:
    """The names in a text."""
    return frozenset(text.split())


ROWS: tuple[tuple[str, Level | None, str, str], ...] = (
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
        "urllib.request.Request urllib.request.parse_http_list urllib.request.parse_keqv_list"
        " urllib.request.pathname2url urllib.request.url2pathname urllib.request.quote urllib.request.unquote"
        " requests.exceptions.* xml.dom.xmlbuilder.DOMImplementationLS xml.dom.xmlbuilder.DocumentLS",
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
    (
        "K2",
        NOTE,
        "reads the environment",
        "os.getenv os.getenvb urllib.request.getproxies urllib.request.getproxies_environment",
    ),
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
    (
        "K3",
        CLEAN,
        "",
        "importlib.machinery.EXTENSION_SUFFIXES importlib.machinery.SOURCE_SUFFIXES"
        " importlib.machinery.BYTECODE_SUFFIXES importlib.machinery.all_suffixes sys.implementation._multiarch"
        " sys._version_info sys._is_gil_enabled os._Environ sys._MEIPASS sys._git builtins.__spec__.parent"
        " builtins.__spec__.name concurrent.futures._base.LOGGER"
        " pydoc.TextDoc pydoc.getdoc pydoc.splitdoc",
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
    (
        "K2",
        NOTE,
        "reads the settings of Windows",
        "winreg.QueryValue winreg.QueryValueEx winreg.QueryInfoKey winreg.EnumKey"
        " winreg.EnumValue winreg.ExpandEnvironmentStrings",
    ),
    (
        "K4",
        CLEAN,
        "",
        "winreg.HKEY_CLASSES_ROOT winreg.HKEY_CURRENT_USER winreg.HKEY_LOCAL_MACHINE winreg.HKEY_USERS winreg.KEY_READ"
        " winreg.KEY_QUERY_VALUE winreg.KEY_ENUMERATE_SUB_KEYS winreg.KEY_WOW64_32KEY winreg.KEY_WOW64_64KEY"
        " winreg.REG_SZ winreg.REG_EXPAND_SZ winreg.REG_DWORD winreg.REG_MULTI_SZ winreg.REG_BINARY",
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
    # ways around the names above
    (
        "K4",
        VETO,
        "runs other programs",
        "pipes.* mailcap.* tkinter.Tcl tkinter.Tk.readprofile distutils.* setuptools.distutils.*"
        " importlib.metadata.EntryPoint"
        " logging.config.fileConfig antigravity execnet.* click.edit click.launch typer.launch os.posix_openpt"
        " os.openpty"
        " os.login_tty test.* idlelib.* psutil.Popen invoke.* delegator.* docker.* git.* IPython.*",
    ),
    (
        "K4",
        CLEAN,
        "",
        "distutils.version.* distutils.errors.* distutils.log distutils.log.* distutils.util.strtobool"
        " IPython.display.display IPython.display.clear_output"
        " IPython.display.HTML IPython.html.widgets IPython.html.widgets.* IPython.core.formatters.BaseFormatter",
    ),
    (
        "K4",
        VETO,
        "starts processes",
        "multiprocessing.get_context.Process multiprocessing.util.* multiprocessing.set_executable"
        " multiprocessing.forkserver.* concurrent.futures.process.mp os.register_at_fork",
    ),
    (
        "K4",
        CLEAN,
        "",
        "multiprocessing.util.get_logger multiprocessing.util.log_to_stderr multiprocessing.util.debug"
        " multiprocessing.util.info multiprocessing.util.sub_debug multiprocessing.util.sub_warning"
        " multiprocessing.context.assert_spawning",
    ),
    ("K4", VETO, "runs native code", "torch.ops.load_library numpy.ctypeslib.load_library torch.classes.load_library"),
    (
        "K3",
        VETO,
        "runs text as code",
        "timeit.main profile.main cProfile.main trace.main doctest.debug doctest.debug_src doctest.debug_script"
        " doctest.DocTestRunner doctest.DebugRunner doctest.testfile doctest.DocFileSuite numpy.testing.runstring"
        " numpy.testing.measure pytest.main unittest.defaultTestLoader.* unittest.TestLoader.loadTestsFromName"
        " unittest.TestLoader.loadTestsFromNames unittest.TestLoader.discover pydantic.ImportString"
        " dataclasses._create_fn",
    ),
    (
        "K3",
        VETO,
        "loads modules behind the import statement",
        "pydoc.* encodings.search_function encodings.__path__ importlib.util.find_spec"
        " importlib.util.LazyLoader site.*"
        " xml.dom.domreg.* lib2to3.* zipfile.PyZipFile optparse.Values.read_file optparse.Values.read_module"
        " ensurepip.*",
    ),
    (
        "K3",
        NOTE,
        "looks at the installation",
        "site.getsitepackages site.getusersitepackages site.getuserbase site.ENABLE_USER_SITE",
    ),
    (
        "K3",
        VETO,
        "loads code hidden in data",
        "multiprocessing.reduction.* tracemalloc.Snapshot.load yaml.unsafe_load_all yaml.UnsafeLoader yaml.load_all"
        " joblib.numpy_pickle.* torch.serialization.* torch.package.* pandas.compat.pickle_compat.*",
    ),
    (
        "K3",
        VETO,
        "walks the stack or the objects of its judge",
        "inspect.getclosurevars inspect.getmodule inspect.getgeneratorlocals inspect.getcoroutinelocals"
        " inspect.getmembers_static traceback.walk_stack traceback.walk_tb"
        " traceback.StackSummary.extract"
        " cgitb.* logging.currentframe",
    ),
    (
        "K3",
        VETO,
        "hooks the interpreter",
        "weakref.finalize threading._register_atexit gc.callbacks sys.setdlopenflags sys.unraisablehook"
        " string.Formatter.get_field operator.setitem",
    ),
    (
        "K3",
        VETO,
        "touches raw descriptors",
        "os.pipe2 os.pwritev os.preadv os.readv os.splice os.copy_file_range os.memfd_create os.posix_fallocate",
    ),
    (
        "K1",
        VETO,
        "deletes files",
        "mailbox.* dbm.dumb.* multiprocessing.shared_memory.SharedMemory.unlink lib2to3.main zipfile.main tarfile.main"
        " turtle.write_docstringdict joblib.disk.* tempfile.TemporaryDirectory._rmtree",
    ),
    (
        "K1",
        VETO,
        "kills or aborts a process",
        "signal.pidfd_send_signal os.pidfd_open faulthandler.dump_traceback_later psutil.Process.kill"
        " psutil.Process.terminate psutil.Process.suspend",
    ),
    (
        "K2",
        VETO,
        "opens network connections",
        "socket.SocketType socket.getnameinfo socket.sethostname ssl.get_server_certificate ssl.create_connection"
        " ssl.SSLSocket urllib.robotparser.* xml.sax.make_parser xml.sax.saxutils.prepare_input_source"
        " xml.dom.xmlbuilder.* logging.handlers.SysLogHandler logging.config.listen wsgiref.simple_server.* smtpd.*"
        " asyncore.* asynchat.* asyncio.streams.* asyncio.start_unix_server multiprocessing.managers.*"
        " multiprocessing.resource_sharer.* anyio.connect_tcp anyio.create_tcp_listener huggingface_hub.*"
        " torch.distributed.init_process_group torch.distributed.TCPStore torch.distributed.rpc.*"
        " torch.utils.model_zoo.* trio.open_tcp_stream flask.* uvicorn.* tornado.* redis.* pymongo.* pymysql.*"
        " psycopg2.* sqlalchemy.create_engine wget.* gdown.* httpx2.*",
    ),
    ("K2", CLEAN, "", "asyncio.streams.StreamReader asyncio.streams.StreamWriter multiprocessing.connection.wait"),
    (
        "K2",
        VETO,
        "reads the whole environment",
        "cgi.print_environ cgi.test wsgiref.handlers.* torch.utils.collect_env.*",
    ),
    (
        "K3",
        VETO,
        "uses what the interpreter keeps for its own tests",
        "_testcapi.* _testinternalcapi.* _testclinic.* _testbuffer.* _xxsubinterpreters.* _interpreters.*"
        " _xxinterpchannels.*",
    ),
    (
        "K4",
        VETO,
        "runs other programs",
        "setuptools._distutils.* numpy.distutils.* click.termui.edit anyio.run_process anyio.open_process"
        " anyio.to_process.* torch.multiprocessing.Process"
        " torch.multiprocessing.spawn asyncio.base_subprocess.* shutil.chown",
    ),
    (
        "K3",
        VETO,
        "loads code hidden in data",
        "numpy.lib.format.read_array yaml.Loader yaml.CLoader pydantic.types.ImportString pydantic.v1.PyObject",
    ),
    ("K3", VETO, "hooks the interpreter", "bdb.* signal.Handlers pytest.MonkeyPatch logging.config.ThreadingTCPServer"),
    ("K3", VETO, "walks the stack of its judge", "asyncio.Task.get_stack traceback.TracebackException"),
)
