"""Requests that ask for harm: by a small set of rules, and by what they read like.

A rule needs a harmful verb and a harmful object near each other, so that problems *about* passwords, viruses, bombs or
deletion (which are common in exercises) are left alone. Rules catch what is said plainly; what is said in other words
is left to `volt.safety.intent`. The veto on the answer's code stands behind both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from volt.safety.findings import Finding, Level
from volt.safety.plain_words import DUAL, HARM

NEAR = r"[^.\n]{0,60}?"

_RULES: tuple[tuple[str, str, str], ...] = (
    (
        "K1",
        "asks to destroy data",
        rf"\b(delete|erase|wipe|destroy|remove|shred|overwrite|corrupt)s?\b{NEAR}\b(all|every|each|entire|"
        rf"whole)\b"
        rf"{NEAR}\b(files?\s+(on|in|from|under)\s+(the\s+|my\s+|a\s+|their\s+|someone)?\S*\s*(disk|drive|"
        rf"computer|system|machine|server|home|root|user|hard)|hard\s+(disk|drive)|file\s*systems?|"
        rf"system\s+files|partitions?|user'?s?\s+(files|documents|data))",
    ),
    (
        "K1",
        "asks to destroy data",
        r"\brm\s+-rf?\s+[/~*]|\bformat\s+(the\s+|my\s+|a\s+)?(hard\s*)?(disk|drive|c:)(?!\s+(usage|space|"
        r"size|name|info))|\b(wipe|erase|destroy)\s+(the\s+|my\s+|a\s+|someone'?s?\s+|"
        r"their\s+)?(hard\s*)?(disk|drive|computer|system|machine)\b",
    ),
    (
        "K1",
        "asks for malware",
        r"\b(write|create|make|build|develop|generate|implement|code|program|"
        r"script)\b[^.\n]{0,40}?\b(ransomware|malware|rootkit|botnet|computer\s+(virus|worm)|"
        r"trojan\s+horse|trojan|fork\s*bomb|logic\s+bomb|backdoor|wiper|self[- ]replicating\s+(virus|"
        r"worm|malware))\b",
    ),
    (
        "K1",
        "asks for malware",
        rf"\bencrypt\b{NEAR}\b(files|documents|disk|drive)\b[^\n]{{0,80}}?\b(ransom|bitcoin|demand|"
        rf"pay(ment)?)\b",
    ),
    (
        "K1",
        "asks for an attack",
        r"\b(ddos|denial[- ]of[- ]service)\b[^.\n]{0,40}?\b(attack|tool|script|against)\b|\b(flood|"
        r"take\s+down|crash)\s+(a\s+|the\s+|their\s+|someone'?s?\s+)?(server|website|site|network)\b",
    ),
    (
        "K2",
        "asks to spy",
        r"\b(key\s*-?logger|spyware|stalkerware|info\s*stealer|password\s+stealer|credential\s+(stealer|"
        r"harvester))\b|\b(log|record|capture)s?\s+(all\s+|every\s+)?(the\s+)?(user'?s?\s+)?(keystrokes|"
        r"key\s*presses)\b",
    ),
    (
        "K2",
        "asks to steal",
        rf"\b(steal|exfiltrate|harvest|phish|siphon)\w*\b{NEAR}\b(passwords?|credentials?|cookies?|"
        rf"tokens?|credit\s+cards?|data|files|keys?|wallets?|accounts?)\b",
    ),
    (
        "K2",
        "asks to steal",
        rf"\b(send|upload|email|post|transmit)s?\b{NEAR}\b(passwords|ssh\s+keys?|private\s+keys?|"
        rf"credentials|browser\s+(cookies|history)|environment\s+variables)\b{NEAR}\b(to|at)\b",
    ),
    ("K2", "asks to steal", rf"\b(send|upload|email|post|transmit)s?\b{NEAR}/etc/(passwd|shadow)"),
    (
        "K2",
        "asks to spy",
        r"\b(secretly|covertly|without\s+(their|his|her|the\s+user'?s?)\s+(knowledge|consent|"
        r"knowing))\b[^.\n]{0,60}?\b(record|track|monitor|capture|screenshot|webcam|camera|microphone|"
        r"read|upload|send)\b",
    ),
    (
        "K2",
        "asks to spy",
        r"\b(record|track|monitor|capture|take\s+screenshots|turn\s+on\s+the\s+(webcam|camera|"
        r"microphone))\b[^.\n]{0,60}?\b(secretly|covertly|without\s+(their|his|her|"
        r"the\s+user'?s?)\s+(knowledge|consent|knowing))\b",
    ),
    (
        "K3",
        "asks to deceive",
        r"\b(bypass|evade|avoid|fool|disable|defeat)\w*\s+(the\s+|an?\s+)?(anti-?virus|"
        r"malware\s+(scanner|detection)|virus\s+scanner|windows\s+defender|edr\b|plagiarism\s+(checker|"
        r"detection)|safety\s+(check|filter)s?)",
    ),
    (
        "K3",
        "asks to deceive",
        r"\b(create|make|write|build|host)\b[^.\n]{0,40}?\b(phishing|fake\s+(login|bank\w*)\s+(page|site|"
        r"form|website))\b",
    ),
    (
        "K3",
        "asks to deceive its judge",
        r"\b(make|let)s?\s+(all\s+|every\s+|the\s+)*tests?\s+(always\s+)?pass\s+(without|no\s+matter|"
        r"regardless|even)|\b(cheat|trick|fool|tamper\s+with)\s+(the\s+)?(judge|grader|test\s+(harness|"
        r"suite|runner))\b",
    ),
    (
        "K4",
        "asks to break in",
        r"\b(bypass|crack|break|brute[- ]?force|hack|circumvent)\w*\s+(in)?(to\s+)?(the\s+|an?\s+|"
        r"someone(\s+else)?'?s?\s+|his\s+|her\s+|their\s+|my\s+\w+'?s\s+)?(\w+\s+)?(log[- ]?in|"
        r"authentication|passwords?|wi-?fi|account|firewall|paywall|drm|licen[cs]e\s+check|facebook|"
        r"instagram|gmail|server|website)\b",
    ),
    (
        "K4",
        "asks to break in",
        r"\b(escalate\s+(my\s+|the\s+|its\s+)?privileges?|privilege\s+escalation\s+(exploit|script|tool)|"
        r"gain\s+root\s+(access|privileges?)|reverse\s+shell|remote\s+access\s+trojan|"
        r"sql\s+injection\s+(attack|exploit|payload))\b",
    ),
    (
        "K4",
        "asks to become permanent",
        rf"\b(install|hide|add)s?\s+(itself|the\s+(script|program|malware))\b{NEAR}\b(startup|start-up|"
        rf"boot|cron|registry|login)\b",
    ),
    (
        "K5",
        "asks for abuse",
        r"\b(mine|mining)\s+(bitcoin|monero|crypto\w*)\b[^.\n]{0,60}?\b(background|hidden|secretly|"
        r"without|other|someone|victim|user'?s)\b|\bcrypto-?jack\w*",
    ),
    (
        "K5",
        "asks for abuse",
        r"\b(send|post)\s+(out\s+)?(mass\s+|bulk\s+)?spam\b|\bspam\s+(bot|messages?\s+to|emails?\s+to|"
        r"everyone|thousands|people)\b|\bsend\b[^.\n]{0,30}?\bunsolicited\b",
    ),
)


def _compiled(rules: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((axiom, what, re.compile(pattern, re.IGNORECASE)) for axiom, what, pattern in rules)


RULES = _compiled((*_RULES, *HARM))
LABELS = _compiled(DUAL)
"""What is allowed and labelled, because the same code helps and harms."""
_LONGEST = 20_000
"""Characters of a request that are read; nobody asks for something beyond that."""


def screen_request(text: str) -> list[Finding]:
    """What a request asks for that breaks an axiom, or that is of dual use (notes); empty for nearly all requests.

    AxiomError when the learned numbers are not the ones Volt was made with.
    """
    read = text[:_LONGEST]
    return list(_asked(read, RULES, Level.VETO)) or _sounds(read) or list(_asked(read, LABELS, Level.NOTE))


def _sounds(text: str) -> list[Finding]:
    from volt.safety.intent import intent  # NumPy, which the analysis of programs does without

    learned = intent()
    if learned.score(text) <= learned.threshold:
        return []
    return [Finding(learned.axiom(text), 0, "reads like one that asks for harm", text[:120])]


def _asked(text: str, rules: tuple[tuple[str, str, re.Pattern[str]], ...], level: Level) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for axiom, what, pattern in rules:
        match = pattern.search(text)
        if match is not None and (axiom, what) not in seen:
            seen.add((axiom, what))
            yield Finding(axiom, 0, what, match.group(0)[:120], level)
