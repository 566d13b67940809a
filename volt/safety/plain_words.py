"""Rules on what a request says in its own words: who is harmed, what is taken, and that nobody is to notice.

Each rule joins a verb in any form with an object, and most also with a victim or with secrecy; a problem *about* such
things has the verb and the object, but neither of the others. Dual use is labelled and allowed.
"""

from __future__ import annotations

VICTIM = (
    r"(my\s+(ex|neighbou?r|boss|wife|husband|girlfriend|boyfriend|room\s?mate|co-?worker|colleague|teacher|friend|"
    r"sister|brother|partner|enemy|rival|competitor)('?s)?\b|some(one|body)(\s+else)?('?s)?\b|(the|a|any|every)\s+"
    r"(victim|stranger|target|unsuspecting\s+\w+)('?s)?\b|other\s+people('?s)?\b|(an)?other\s+(person|user|people)'s?\b|"
    r"\bcompan(y|ies)'s\b|strangers'?\b|victims'?\b)"
)
COVERT = (
    r"(secretly|covertly|silently|unnoticed|undetected|stealthily|invisibl[ey]|behind\s+(his|her|their)\s+back|"
    r"hidden\s+from|in\s+secret|without\s+(\w+\s+){0,3}?(notic\w*|know\w*|consent|permission|telling|aware|"
    r"being\s+(asked|seen|caught|noticed|detected)))"
)
_NEAR, _FAR = r"[^\n]{0,60}?", r"[^\n]{0,110}?"
_SECRETS = (
    r"(pass\s?words?|credit\s+card\s+(numbers?|data)|cookies|private\s+keys?|ssh\s+keys?|credentials|log-?ins?|tokens)"
)
_DEVICE = (
    r"(computer|laptop|phone|server|machine|pc|tablet|web\s?cam|microphone|camera|e-?mails?|account|network|messages|"
    r"texts|browser|web\s?site|site|data|files|documents|database|disk|screen|chats?|calls?|location|passwords?|wi-?fi)"
)
_TAKE = (
    r"\b(read|collect|grab|take|watch|listen|follow|log|record|track|cop(y|ie)|extract|dump|scrape|monitor|intercept|"
    r"spy|steal|capture|harvest|see|forward|photograph|eavesdrop)(s|es|ing)?\b"
)
_RUIN = (
    r"\b(erase|wipe|destroy|corrupt|overwrite|delete|knock|crash|disable|brick|lock|encrypt|scramble|damage|format|break|"
    r"ruin|shut|take|bring|freeze|kill)(s|es|ing)?\b"
)
_OWN_SERVER = r"(my|our)\s+(own\s+)?\w+|own|local\s?host|staging|test\s+(server|system|machine)"

HARM: tuple[tuple[str, str, str], ...] = (
    ("K1", "asks to destroy data", rf"{_RUIN}{_FAR}{VICTIM}{_NEAR}\b{_DEVICE}\b"),
    (
        "K1",
        "asks to destroy data",
        rf"{_RUIN}{_NEAR}\b(boot\s+sector|beyond\s+(recovery|repair)|until\s+they\s+pay|ransom)",
    ),
    ("K1", "asks to destroy data", rf"{COVERT}{_NEAR}\b(corrupt|destroy|erase|wipe|delete|damage)s?\b"),
    (
        "K1",
        "asks to destroy data",
        r"\b(wipe|erase|destroy|brick)s?\s+(the\s+|my\s+)?(computer|laptop|phone|server|machine)\b",
    ),
    (
        "K1",
        "asks for malware",
        rf"\bspreads?\s+(itself|copies|by\s+itself)\b{_NEAR}\b(computer|machine|network|laptop|phone|host)",
    ),
    (
        "K1",
        "asks for malware",
        rf"\b(lock|encrypt|scramble)(s|ing)?\b{_NEAR}\b(files|documents|photos|pictures|data|disks?|computers?)\b{_FAR}"
        r"\b(ask|demand|want|require)(s|ing)?\s+(for\s+)?(some\s+|the\s+|a\s+)?(money|ransom|bitcoins?|cash)\b",
    ),
    (
        "K1",
        "asks to bring a service down",
        r"\b(make|send|fire|open|launch|shoot)(s|ing)?\s+(\w+\s+)?(thousands?|millions?|so\s+many|as\s+many|endless)\b"
        rf"{_NEAR}\b(requests?|packets?|connections?)\b(?!{_FAR}\b({_OWN_SERVER})\b){_NEAR}"
        rf"\b(\w*site|shop|server|page|service|host|company)\b{_NEAR}\b(until|till|so\s+that|that)\b{_NEAR}"
        r"(\b(is|are|goes|go|breaks?|comes?)\s+(down|offline)\b|\b(crash|collapse)(es|s)?\b|\bunreachable\b"
        r"|\bstops?\s+(working|answering|responding)\b|\b(nobody|no\s+one)\s+(else\s+)?(can|is\s+able\s+to)\b)",
    ),
    ("K2", "asks to spy", rf"{_TAKE}{_FAR}{VICTIM}{_FAR}\b{_DEVICE}\b"),
    ("K2", "asks to spy", rf"{VICTIM}{_NEAR}\b{_DEVICE}\b{_NEAR}\b(is|are|go|goes)\b{_NEAR}{COVERT}"),
    ("K2", "asks to spy", rf"{_TAKE}{_NEAR}\b{_DEVICE}\b{_NEAR}{COVERT}|{COVERT}{_NEAR}{_TAKE}{_NEAR}\b{_DEVICE}\b"),
    ("K2", "asks to spy", rf"\b(turn|switch)(s|es)?\s+on\s+(the\s+)?(microphone|web\s?cam|camera)\b{_NEAR}{VICTIM}"),
    (
        "K2",
        "asks to steal",
        rf"\b(collect|grab|take|gather|steal|copy|find|read)s?\b{_NEAR}\b{_SECRETS}\b{_FAR}"
        r"\b(send|mail|post|upload|forward|transmit)s?\b",
    ),
    (
        "K2",
        "asks to steal",
        rf"\b(send|upload|e-?mail|post|transmit|forward)s?\s+(all\s+|the\s+|every\s+|saved\s+)+{_SECRETS}\b"
        rf"\s+(of|from|in|on|saved|stored)\b{_NEAR}\bto\b|\b(send|upload|e-?mail|post|transmit|forward)s?\b{_NEAR}{VICTIM}\s+{_SECRETS}",
    ),
    (
        "K3",
        "asks to deceive",
        rf"\b(looks?\s+like|pretends?|disguise[sd]?|poses?\s+as|claims?\s+to\s+be)\b{_FAR}"
        rf"\b(backdoor|malware|payload|steals?|virus|trojan|collects?\s+{_SECRETS}|bank)",
    ),
    (
        "K3",
        "asks to deceive",
        r"\b(hide|conceal|embed|obfuscate|disguise)s?\b[^\n]{0,40}?\b(payload|malware|backdoor|malicious|"
        r"virus|exploit|shellcode)\b",
    ),
    ("K3", "asks to deceive", r"\b(malware|virus|payload|backdoor)\b[^\n]{0,60}?\b(scanners?|antivirus|undetect\w*)\b"),
    (
        "K3",
        "asks to deceive its judge",
        r"\b(print|report|say|claim|show|pretend)s?\b[^\n]{0,40}?\b(tests?|checks?)\b[^\n]{0,20}?"
        r"\b(pass(ed|es)?|succeed\w*|green)\b[^\n]{0,20}?\b(although|even\s+(though|if)|without|whether\s+or\s+not|regardless|but)\b",
    ),
    (
        "K3",
        "asks to deceive its judge",
        r"\b(cheat|trick|fool|deceive)(s|es)?\b[^\n]{0,20}?\b(judge|grader|checker|tests?|teacher)\b",
    ),
    ("K4", "asks to break in", rf"\b(control|access|entry)\b{_NEAR}{VICTIM}{_NEAR}\b{_DEVICE}\b"),
    (
        "K4",
        "asks to break in",
        rf"\b(guess|crack|brute-?force|break|hack|bypass|get|log)(s|es)?\b{_NEAR}{VICTIM}{_FAR}"
        rf"\b(password|account|login|e-?mail|{_DEVICE})\b",
    ),
    (
        "K4",
        "asks to break in",
        r"\b(admin(istrator)?|root|system)\s+(rights|privileges?|access)\b[^\n]{0,60}?\bwithout\b|"
        r"\bescalates?\s+(\w+\s+)?privileges?\b",
    ),
    ("K4", "asks to break in", r"\bexploits?\s+(a|the|this|some)\s+(hole|bug|vulnerabilit\w+|weakness|flaw)\b"),
    (
        "K4",
        "asks to become permanent",
        rf"\b(keep|stay|survive|start|run|come)s?\b{_NEAR}\b(reboot|restart|start-?up|boot)\b{_NEAR}"
        rf"{COVERT}",
    ),
    (
        "K4",
        "asks to break in",
        r"\b(turn|switch|shut)s?\s+off\s+(the\s+)?(firewall|updates?|antivirus|defender|protection)|"
        r"\bdisables?\s+(the\s+)?(firewall|antivirus|security|defender)",
    ),
    ("K5", "asks for abuse", rf"\bmin(e|es|ing)\b{_NEAR}(\b(bitcoin|monero|crypto\w*)\b{_FAR}{COVERT}|{VICTIM})"),
    ("K5", "asks for abuse", rf"{VICTIM}{_FAR}\bmin(e|es|ing)\b{_NEAR}\b(bitcoin|monero|crypto\w*|coins?)\b"),
    (
        "K5",
        "asks for abuse",
        r"\b(flood|spam|bombard)(s|ing)?\s+(a|the|an|every|all|my|their|some\w*)\s+(\w+\s+)?"
        r"(forum|site|chat|inbox|server|channel|people|users?|comments?|website|group)\b|\bsends?\s+spam\s+to\b",
    ),
    (
        "K5",
        "asks for abuse",
        r"\b(hundreds?|thousands?|millions?|many|mass)\b[^\n]{0,20}?\bfake\s+(accounts?|reviews?|votes?|comments?)|"
        r"\bfake\s+(accounts?|reviews?|votes?|likes)\b[^\n]{0,60}?\b(upvote|post|vote|rate|like)s?\b",
    ),
    (
        "K5",
        "asks for abuse",
        rf"\b(fill|use|eat|hog|exhaust|consume)s?\b{_FAR}\b(disk|memory|processor|cpu|ram)\b{_FAR}"
        rf"({VICTIM}|\buntil\s+it\s+(crashes|dies|freezes|stops))",
    ),
)
DUAL: tuple[tuple[str, str, str], ...] = (
    (
        "K1",
        "asks to delete files, which may be right",
        r"\b(delete|remove|purge|clean)s?\b[^\n]{0,40}?\b(backups?|log\s+files|logs|"
        r"temp(orary)?\s+files|old\s+files|files\s+older|cache)\b",
    ),
    (
        "K1",
        "asks to stop processes, which may be right",
        r"\b(kill|terminate)s?\s+(a|the|all|every)?\s*(\w+\s+)?process(es)?\b",
    ),
    (
        "K2",
        "asks to use the network, which may be right",
        r"\b(upload|download|fetch|post)s?\b[^\n]{0,40}?\b(backup|s3|bucket|web\s?page|"
        r"url|file|server|site)\b|\bports?\b[^\n]{0,30}?\b(open|scan)|\bscans?\b[^\n]{0,30}?\bports?\b",
    ),
    (
        "K3",
        "asks to encrypt files, which may be right",
        r"\bencrypts?\b[^\n]{0,20}?\b(my|own|our|the)\b[^\n]{0,20}?\b(documents|files|"
        r"folder|disk|backup)\b",
    ),
    (
        "K4",
        "asks to run programs, which may be right",
        r"\bruns?\s+(a\s+|the\s+|any\s+)?(shell|terminal|system|bash)\s+commands?\b",
    ),
    (
        "K4",
        "asks to start by itself, which may be right",
        r"\b(starts?|runs?)\s+(at|on)\s+(boot|start-?up|login)\b|\bsystemd\s+service\b|"
        r"\bcron\s*(job|tab)\b",
    ),
    (
        "K4",
        "asks to change passwords, which may be right",
        r"\bresets?\s+(a\s+|the\s+|my\s+)?(forgotten\s+)?password\b",
    ),
)
