"""Texts that tell what a program is after: private files, places where programs start, the system's paths, commands."""

from __future__ import annotations

import re

SECRET = re.compile(
    r"\.ssh\b|id_rsa|id_ed25519|\.aws\b|\.netrc|\.gnupg|\.git-credentials|\.docker/config|"
    r"\.kube/config|\.pgpass|\.npmrc"
    r"|\.bash_history|\.zsh_history|/etc/(passwd|shadow|sudoers|gshadow)|/proc/(self|thread-self|\d+)/(task/\d+/)?(environ|"
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
    r"^(/|~/?$|/(etc|bin|sbin|usr|boot|dev(?!/null$)|sys|proc|lib|lib64|var|root|home|opt)(/.*)?|"
    r"(.*[/\\])?(site|dist)-packages([/\\].*)?|"
    r"[A-Z]:\\?(Windows|Users)?.*|\\\\\.\\.*)$",
    re.IGNORECASE,
)
HOME_PATH = re.compile(r"^(~/?$|/(root|home)(/.*)?|[A-Z]:\\?Users.*)$", re.IGNORECASE)
"""Those of the system's paths under which people keep their files."""
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
    r"(^|;)\s*(DROP\s+(TABLE|DATABASE|SCHEMA)|TRUNCATE\s+TABLE|DELETE\s+FROM\s+\S+\s*(WHERE\s+(1|TRUE|1\s*=\s*1)\s*)?;?\s*$)",
    re.IGNORECASE,
)
STEERING = re.compile(r"^(PYTHON|LD_|DYLD_|PATH$|BASH_ENV$|ENV$|PROMPT_COMMAND$|GIT_|BROWSER$|EDITOR$|PAGER$|SHELL$)")
"""Variables of the environment that say what other programs run or load."""
PRIVATE_FOLDER = re.compile(r"(^|/)\.(ssh|git|aws|gnupg|kube|docker|config|mozilla|password-store)(/|$)", re.IGNORECASE)
HIDDEN_FOLDER = re.compile(r"(^|/)\.[^/.]*[*?\[][^/]*/|(^|/)\.(\*|[a-z]+)/\*")
"""A pattern of files that looks into hidden folders."""
